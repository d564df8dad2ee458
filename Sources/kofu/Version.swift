/// What this program calls itself; the Debian package is of the same version.
let version = "0.9.0"
