using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Loading;

public class VersionNeedsTests
{
    private const string Version = "GLIBCXX_3.4.32";

    [Fact]
    public void One_byte_of_TorchSharps_library_changes_and_nothing_else()
    {
        var before = File.ReadAllBytes(Library());
        var after = (byte[])before.Clone();
        Assert.Equal(1, VersionNeeds.Weaken(after, Version));
        var changed = Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).ToList();
        Assert.Equal(2, after[Assert.Single(changed)] & 2);
        Assert.Equal(1, VersionNeeds.Weaken(after, Version));
    }

    [Fact]
    public void A_version_that_nobody_needs_changes_nothing()
    {
        var bytes = File.ReadAllBytes(Library());
        Assert.Equal(0, VersionNeeds.Weaken(bytes, "GLIBCXX_9.9.9"));
        Assert.Equal(File.ReadAllBytes(Library()), bytes);
    }

    [Fact]
    public void What_is_no_library_of_64_bits_is_left_alone()
    {
        Assert.Equal(0, VersionNeeds.Weaken(new byte[10], Version));
        Assert.Equal(0, VersionNeeds.Weaken("MZ is another system's header, which is longer than sixty-four bytes"u8.ToArray(), Version));
    }

    private static string Library()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "an ELF file is needed");
        var folders = ((string)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES")!).Split(Path.PathSeparator);
        return folders.Select(f => Path.Combine(f, "libLibTorchSharp.so")).First(File.Exists);
    }
}
