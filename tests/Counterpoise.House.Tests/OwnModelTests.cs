namespace Counterpoise.Tests.House;

/// <summary>The sample that trains a model of TorchSharp's with our losses, sampler, trainer and metrics.</summary>
public class OwnModelTests
{
    [Fact]
    public void It_runs_and_finds_the_rare_class()
    {
        var run = ProgramRun.Of(Path.Combine(Repository.Root, "artifacts", "bin", "OwnModel", "release", "OwnModel"), []);
        Assert.True(run.ExitCode == 0, run.Error);
        var recall = double.Parse(run.Output.Trim().Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(recall, 0.6, 1);
    }

    [Fact]
    public void README_shows_it_as_it_is()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "OwnModel", "Program.cs"));
        Assert.Contains(sample[sample.IndexOf("// Our losses", StringComparison.Ordinal)..].Trim(),
            File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
    }
}
