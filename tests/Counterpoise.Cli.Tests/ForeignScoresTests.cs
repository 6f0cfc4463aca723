namespace Counterpoise.Tests.Cli;

public sealed class ForeignScoresTests : IDisposable
{
    private const string Text = "truth,score\nfraud,0.9\nfraud,0.6\nok,0.6\nok,0.5\nok,0.4\nok,0.3\nok,0.2\nok,0.1\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Probabilities_of_balanced_training_are_corrected_before_classes_are_decided()
    {
        // 0.6 under even shares is 1/3 under 1 to 3: of odds 1.5 a third is left.
        string[] more = ["--positive", "fraud", "--bootstrap", "0"];
        Assert.Contains("accuracy\t0.7500", Evaluate(more).Output);
        var corrected = Evaluate([.. more, "--trained-priors", "balanced"]);
        Assert.True(corrected.ExitCode == 0, corrected.Error);
        Assert.Contains("accuracy\t0.8750", corrected.Output);
        Assert.Contains("to fraud 0.25, ok 0.75, those of this file", corrected.Error);
        var lower = Evaluate([.. more, "--trained-priors", "fraud=0.5", "--priors", "fraud=0.01"]);
        Assert.Contains("accuracy\t0.7500", lower.Output);
        Assert.Contains("to fraud 0.01, ok 0.99", lower.Error);
        Assert.Contains("auroc\t0.9583", lower.Output);
    }

    [Theory]
    [InlineData("--priors are what", "--priors", "balanced")]
    [InlineData("'theft=0.5'; expected balanced", "--trained-priors", "theft=0.5")]
    [InlineData("a prior of 0", "--trained-priors", "fraud=0")]
    [InlineData("'fraud=-1'", "--trained-priors", "fraud=-1")]
    public void Shares_that_cannot_be_used_are_refused(string expected, params string[] more)
    {
        var run = Evaluate([.. more, "--positive", "fraud"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    private ProgramRun Evaluate(params string[] more) => ProgramRun.Counterpoise(
        ["evaluate", _folder.Write("scores.csv", Text), "--target", "truth", "--score", "score", .. more]);
}
