using Counterpoise.Data.DuckDb;

namespace Counterpoise.Data.Tests.DuckDb;

public sealed class DuckDbLibraryTests
{
    [Fact]
    public void The_library_tells_its_version() => Assert.StartsWith("v1.5.6", DuckDbLibrary.Version);
}
