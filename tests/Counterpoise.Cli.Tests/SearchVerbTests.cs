using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public class SearchVerbTests
{
    [Theory]
    [InlineData("tpe")]
    [InlineData("halving")]
    public void Trials_are_judged_on_validation_and_a_second_start_runs_none_again(string kind)
    {
        using var folder = new TemporaryFolder();
        var images = TinyImages.Write(folder.File("images"));
        string[] line = ["search", images, "--methods", "ce,la", "--trials", "3", "--trial-epochs", "1", "--epochs", "3", "--search", kind,
            "--least-rate", "0.0005", "--most-rate", "0.005", .. Without(TinyImages.Training, "--learning-rate"), "--json", "--out",
            folder.File("found")];
        var run = CommandRun.Of(line);
        Assert.True(run.ExitCode == 0, run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        var trials = json.GetProperty("trials").EnumerateArray().ToArray();
        Assert.Equal(kind == "tpe" ? 3 : 4, trials.Length);
        Assert.All(trials, t => Assert.InRange(t.GetProperty("learningRate").GetDouble(), 0.0005, 0.005));
        Assert.Equal(kind == "tpe" ? 1 : 3, trials[^1].GetProperty("epochs").GetInt32());
        Assert.InRange(json.GetProperty("test").GetProperty("macro_f1").GetDouble(), 0, 1);
        var again = CommandRun.Of(line);
        Assert.Equal(run.Output, again.Output);
        Assert.DoesNotContain("trial 0", again.Error);
        Assert.Contains("of another search", CommandRun.Of([.. line, "--seed", "5"]).Error);
        // What a trial comes to depends on more than what is searched.
        Assert.Contains("of another search", CommandRun.Of([.. line, "--weight-decay", "0.01"]).Error);
        Assert.Contains("of another search", CommandRun.Of([.. line, "--test-share", "0.3"]).Error);
    }

    [Fact]
    public void A_fixed_learning_rate_is_refused()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("search", TinyImages.Write(folder.File("images")), "--learning-rate", "0.01", "--size", "32");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--least-rate", run.Error);
    }

    private static IEnumerable<string> Without(string[] line, string option)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == option)
            {
                i++;
                continue;
            }

            yield return line[i];
        }
    }
}
