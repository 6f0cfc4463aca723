using System.Xml.Linq;
using Counterpoise.Tests;

namespace Counterpoise.Boosting.Tests;

public class LightGbmLibraryTests
{
    [Fact]
    public void The_library_comes_with_the_package() => Assert.True(LightGbmLibrary.IsAvailable);

    [Fact]
    public void The_version_told_is_that_of_the_package()
    {
        var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion");
        Assert.Equal(LightGbmLibrary.Version, packages.Single(p => p.Attribute("Include")!.Value == "LightGBM")
            .Attribute("Version")!.Value);
    }

    [Fact]
    public void The_library_beside_the_program_is_the_documented_one()
    {
        var (found, documented) = NativeFiles.Hash("lib_lightgbm.so");
        Assert.Equal(documented, found);
    }
}
