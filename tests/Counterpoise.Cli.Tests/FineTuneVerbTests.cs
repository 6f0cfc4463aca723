using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class FineTuneVerbTests(TrainedModel model) : IClassFixture<TrainedModel>
{
    [Fact]
    public void Two_stages_stand_beside_a_probe_with_as_many_steps_and_a_second_start_trains_nothing()
    {
        var folder = model.File("fine-tuned");
        var run = Run("--arms", "probe,two-stage", "--seeds", "0,1", "--out", folder);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("name no groups", run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        var runs = json.GetProperty("runs").EnumerateArray().ToArray();
        Assert.Equal(["probe", "two-stage", "probe", "two-stage"], runs.Select(r => r.GetProperty("arm").GetString()));
        Assert.Single(runs.Select(r => r.GetProperty("steps").GetInt64()).Distinct());
        Assert.All(runs, r => Assert.InRange(r.GetProperty("sensitivity").GetDouble(), 0, 1));
        Assert.Equal(3, runs[0].GetProperty("precisions").GetArrayLength());
        Assert.True(JsonElement.DeepEquals(json, JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "fine-tuning.json")))
            .RootElement));

        var before = File.GetLastWriteTimeUtc(Path.Combine(folder, "two-stage-1", "checkpoints", "last.safetensors"));
        Assert.Equal(run.Output, Run("--arms", "probe,two-stage", "--seeds", "0,1", "--out", folder).Output);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(folder, "two-stage-1", "checkpoints", "last.safetensors")));
        var predicted = CommandRun.Of("predict", Path.Combine(folder, "two-stage-1"), Path.Combine(model.Data, "red"));
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        Assert.StartsWith("image,class,probability,p_rest,p_red", predicted.Output);
    }

    [Theory]
    [InlineData("--positive names 'purple'", "--positive", "purple")]
    [InlineData("so that no rest is left", "--positive", "red,green,blue")]
    [InlineData("--arms has 'three-stage'", "--positive", "red", "--arms", "three-stage")]
    [InlineData("--head-epochs is 0", "--positive", "red", "--head-epochs", "0")]
    [InlineData("the images name none", "--positive", "red", "--show-leak", "--arms", "probe", "--head-epochs", "1")]
    public void What_cannot_be_fitted_is_refused(string expected, params string[] arguments)
    {
        var run = CommandRun.Of([.. Line, .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    private string[] Line => ["fine-tune", model.Data, "--pretrained", Path.Combine(model.Run, "checkpoints", "best.safetensors"),
        "--size", "32", "--width", "0.35", "--architecture", "mobilenet-v3-small", "--batch-size", "16", "--threads", "1", "--tune-epochs",
        "1"];

    private ProgramRun Run(params string[] arguments) => CommandRun.Of(
        [.. Line, "--positive", "red", "--head-epochs", "1", "--json", .. arguments]);
}
