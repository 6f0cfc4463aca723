namespace Counterpoise.Boosting.Tests;

public class XgBoostLibraryTests
{
    [Fact]
    public void A_missing_library_names_the_package_to_install()
    {
        Assert.Contains("libxgboost0", Assert.Throws<DllNotFoundException>(() => XgBoostLibrary.Find(null, ["libnowhere.so"])).Message);
        Assert.Contains("COUNTERPOISE_XGBOOST names '/nowhere.so'",
            Assert.Throws<DllNotFoundException>(() => XgBoostLibrary.Find("/nowhere.so", [])).Message);
    }

    [Fact]
    public void The_library_tells_its_version()
    {
        Assert.SkipUnless(XgBoostLibrary.IsAvailable, "needs libxgboost: install the Debian package libxgboost0");
        Assert.True(XgBoostLibrary.Version >= new Version(1, 6));
    }
}
