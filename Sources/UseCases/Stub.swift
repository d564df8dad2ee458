enum UseCasesStub {}
