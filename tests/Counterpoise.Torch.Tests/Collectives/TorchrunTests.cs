namespace Counterpoise.Tests.Torch.Collectives;

public class TorchrunTests
{
    [Fact]
    public void Torchrun_starts_the_ranks()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/torchrun"), "needs PyTorch's torchrun (Debian: python3-torch)");
        using var folder = new TemporaryFolder();
        // Without redirects PyTorch 1.13's torchrun trips over Python 3.11, whose flags no longer list their zero.
        string[] launch = ["--nproc_per_node=2", "--master_port", $"{Ranks.FreePort()}", "--redirects=1", "--tee=1", $"--log_dir={folder.File("logs")}", "--no_python"];
        var run = ProgramRun.Of("/usr/bin/torchrun", [.. launch, Ranks.Worker, "engine", folder.Path, "60"], environment: Ranks.Threads);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(File.Exists(folder.File("rank0.json")) && File.Exists(folder.File("rank1.json")));
    }
}
