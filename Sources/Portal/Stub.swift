enum PortalStub {}
