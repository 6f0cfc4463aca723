using Counterpoise.Data.DuckDb;
using Counterpoise.Tests;

namespace Counterpoise.Data.Tests.DuckDb;

public sealed class DuckDbLibraryTests
{
    [Fact]
    public void The_library_tells_its_version() => Assert.StartsWith("v1.5.6", DuckDbLibrary.Version);

    [Fact]
    public void The_library_beside_the_program_is_the_documented_one()
    {
        var (found, documented) = NativeFiles.Hash("libduckdb.so");
        Assert.Equal(documented, found);
    }
}
