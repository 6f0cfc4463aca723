namespace Counterpoise.Tests.Torch.Traps;

/// <summary>
/// What TorchSharp 0.107 and libtorch 2.10 do with mistakes, each in a process of its own: an upgrade that changes one shows here.
/// The first list is what docs/engine.md warns of; the library's own code keeps away from it.
/// </summary>
public class ProcessTests
{
    [Theory]
    [InlineData("matmul")]
    [InlineData("cummax")]
    [InlineData("unused-gradient")]
    [InlineData("random-state")]
    [InlineData("interop-threads")]
    [InlineData("thrown-in-backward")]
    public void A_mistake_that_TorchSharp_does_not_guard_ends_the_process(string mistake)
    {
        var run = Run(mistake);
        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("alive", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mm")]
    [InlineData("bmm")]
    [InlineData("addmm")]
    [InlineData("linear")]
    [InlineData("convolution")]
    [InlineData("cat")]
    [InlineData("view")]
    [InlineData("index")]
    [InlineData("embedding")]
    [InlineData("cross-entropy")]
    [InlineData("backward-twice")]
    [InlineData("memory")]
    [InlineData("script")]
    public void A_mistake_that_TorchSharp_guards_is_an_exception(string mistake)
    {
        var run = Run(mistake);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Exception: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("alive", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Libtorch_is_loaded_by_the_first_tensor_and_not_before()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "read from /proc");
        var run = Run("loading");
        Assert.StartsWith("False True", run.Output, StringComparison.Ordinal);
        Assert.Contains("libLibTorchSharp.so", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Kept_memory_costs_no_page_faults_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "glibc's malloc");
        var faults = long.Parse(Run("kept-memory").Output.Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);

        // One tensor has 16,384 pages of 4 KB: twenty of them would be 327,680 faults. A system that takes idle pages away causes some of
        // its own.
        Assert.InRange(faults, 0, 100_000);
    }

    private static ProgramRun Run(string what)
        => ProgramRun.Of(Path.Combine(Repository.Root, "artifacts", "bin", "Counterpoise.Engine.Worker", "release",
            "Counterpoise.Engine.Worker"), [what]);
}
