using Counterpoise.Data.DuckDb;

namespace Counterpoise.Data.Tests.DuckDb;

public class DuckDbLibraryTests
{
    [Fact]
    public void A_named_library_that_is_not_there_is_an_error_and_never_replaced_by_another()
    {
        var error = Assert.Throws<DllNotFoundException>(() => DuckDbLibrary.Find("/nowhere/libduckdb.so"));
        Assert.Contains("COUNTERPOISE_DUCKDB names '/nowhere/libduckdb.so'", error.Message);
    }

    [Fact]
    public void The_library_tells_its_version()
    {
        Assert.SkipUnless(DuckDbLibrary.IsAvailable, "needs libduckdb: run build/fetch-duckdb.sh");
        Assert.StartsWith("v", DuckDbConnection.LibraryVersion);
    }
}
