using System.Diagnostics;
using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class TrainVerbTests : IDisposable
{
    private const int Epochs = 8;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_killed_or_cancelled_ends_after_resuming_with_the_weights_of_one_left_alone()
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] Line(string run) => ["train", data, "--method", "acl", "--epochs", $"{Epochs}", "--checkpoint-steps", "1", "--out",
            _folder.File(run), .. TinyImages.Training];
        var alone = CommandRun.Of(Line("alone"));
        Assert.True(alone.ExitCode == 0, alone.Error);

        // Wherever it stands after an unforeseen number of milliseconds of an unforeseen epoch.
        var delay = (int)(Stopwatch.GetTimestamp() % 60);
        var killed = InterruptedRun.Of("KILL", () => HasEpochs("killed", 1 + (delay % 3)) && Wait(delay), Line("killed"));
        Assert.Equal(128 + 9, killed.ExitCode);
        Assert.False(File.Exists(_folder.File("killed/summary.json")));
        RequireSame("alone", "killed", ["train", "--out", _folder.File("killed")]);
        Assert.Contains($"counterpoise train {data} --method acl --epochs {Epochs} --checkpoint-steps 1 --out {_folder.File("killed")}",
            File.ReadAllText(_folder.File("killed/summary.json")));

        var cancelled = InterruptedRun.Of("INT", () => HasEpochs("cancelled", 1), Line("cancelled"));
        Assert.True(cancelled.ExitCode == 130, $"{cancelled.ExitCode}: {cancelled.Error}");
        Assert.Contains("cancelled; finished work is kept", cancelled.Error);
        Assert.Contains($"to go on: counterpoise train --resume --out {_folder.File("cancelled")}", cancelled.Error);
        Assert.True(File.Exists(_folder.File("cancelled/checkpoints/last.safetensors")));
        RequireSame("alone", "cancelled", Line("cancelled"));
    }

    [Fact]
    public void A_folder_that_holds_a_run_is_not_overwritten_and_not_resumed_with_other_options()
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] line = ["train", data, "--method", "ce", "--epochs", "1", "--out", _folder.File("run"), .. TinyImages.Training];
        var first = CommandRun.Of([.. line, "--json"]);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.True(File.Exists(JsonDocument.Parse(first.Output).RootElement.GetProperty("model").GetString()));

        var again = CommandRun.Of(line);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("holds a run already", again.Error);

        var other = CommandRun.Of([.. line, "--resume", "--dropout", "0.5"]);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("other settings: dropout was 0.2, now 0.5.", other.Error);

        var longer = CommandRun.Of("train", "--resume", "--out", _folder.File("run"), "--epochs", "2");
        Assert.Equal(2, longer.ExitCode);
        Assert.Contains("training.epochs was 1, now 2;", longer.Error);
        Assert.DoesNotContain("TrainerOptions", longer.Error);

        var nowhere = CommandRun.Of("train", data, "--resume", "--out", _folder.File("rnu"));
        Assert.Equal(2, nowhere.ExitCode);
        Assert.Contains($"there is no folder '{_folder.File("rnu")}' to go on with", nowhere.Error);
        Assert.Contains("there is no folder", CommandRun.Of("train", "--resume", "--out", _folder.File("rnu")).Error);

        // Of an earlier version, without the file of options: all of them stand on the line.
        File.Delete(_folder.File("run/config.yaml"));
        var old = CommandRun.Of([.. line, "--resume"]);
        Assert.True(old.ExitCode == 0, old.Error);
        Assert.Contains("all 1 epochs were trained already", old.Error);
    }

    [Fact]
    public void A_run_without_validation_tells_of_every_epoch_and_its_options_begin_another()
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] line = ["train", data, "--method", "ce", "--epochs", "2", "--validation-share", "0", "--out", _folder.File("run"),
            .. TinyImages.Training];
        var run = CommandRun.Of(line);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches("ce: epoch 1/2, batch 3/3(.|\n)*ce: epoch 2/2, batch 3/3", run.Error);
        Assert.Equal(2, run.Error.Split('\n').Count(l => l.StartsWith("ce: epoch", StringComparison.Ordinal)));

        var printed = CommandRun.Of("train", "--config", _folder.File("run/config.yaml"), "--epochs", "3", "--dry-run");
        Assert.True(printed.ExitCode == 0, printed.Error);
        Assert.Contains($"data: {data}\n", printed.Output);
        Assert.Contains("epochs: 3\n", printed.Output);
        Assert.Contains("validation-share: 0\n", printed.Output.Replace("'", "", StringComparison.Ordinal));
        Assert.DoesNotContain(_folder.File("run"), printed.Output);
    }

    [Fact]
    public void The_options_of_training_come_from_a_file_and_a_dry_run_writes_it()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var printed = CommandRun.Of("train", data, "--epochs", "7", "--method", "la", "--size", "48", "--dry-run");
        Assert.Equal(0, printed.ExitCode);
        var again = CommandRun.Of("train", data, "--size", "64", "--classes", "red,blue", "--dry-run", "--config",
            _folder.Write("train.yaml", printed.Output));
        Assert.Contains("epochs: 7\n", again.Output);
        Assert.Contains("method: la\n", again.Output);
        Assert.Contains("size: 64\n", again.Output);
        var list = CommandRun.Of("train", data, "--dry-run", "--config", _folder.Write("classes.yaml", "classes: [red, blue]\n"));
        Assert.Contains("classes:\n- red\n- blue\n", list.Output);
    }

    [Theory]
    [InlineData("--method", "nonsense", "there is no method 'nonsense'")]
    [InlineData("--architecture", "resnet", "there is no architecture 'resnet'")]
    [InlineData("--size", "16 --architecture=mobilenet-v3-small", "--size is 16")]
    [InlineData("--watch", "nope", "--watch is 'nope'")]
    [InlineData("--patience", "2 --validation-share=0", "--patience is 2, but there is no validation split")]
    [InlineData("--test-share", "1.5", "--test-share is 1.5")]
    [InlineData("--pretrained", "nowhere.safetensors", "nowhere.safetensors")]
    public void A_training_that_cannot_be_is_bad_input_and_leaves_no_run(string option, string value, string message)
    {
        var run = CommandRun.Of(["train", TinyImages.Write(_folder.File("data")), option, .. value.Split(' '), "--out",
            _folder.File("run")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("(Parameter", run.Error);
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    [Theory]
    [InlineData("train", "data")]
    [InlineData("train", "data/runs/one")]
    [InlineData("compare", "data/out")]
    public void Results_do_not_land_among_the_images(string verb, string into)
    {
        var data = TinyImages.Write(_folder.File("data"));
        var run = CommandRun.Of(verb, data, "--out", _folder.File(into));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("lies in the folder of images", run.Error);
        Assert.Equal(TinyImages.Classes, Directory.GetDirectories(data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private void RequireSame(string expected, string actual, string[] line)
    {
        var resumed = CommandRun.Of([.. line, "--resume"]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Matches($@"acl: goes on in epoch \d+ of {Epochs}, after batch \d+ of \d+", resumed.Error);
        Assert.Equal(File.ReadAllBytes(_folder.File($"{expected}/checkpoints/best.safetensors")),
            File.ReadAllBytes(_folder.File($"{actual}/checkpoints/best.safetensors")));
        Assert.Equal(File.ReadAllText(_folder.File($"{expected}/metrics.csv")), File.ReadAllText(_folder.File($"{actual}/metrics.csv")));
        Assert.Equal(1 + Epochs, File.ReadAllLines(_folder.File($"{actual}/metrics.csv")).Length);
    }

    private bool HasEpochs(string run, int epochs) => File.Exists(_folder.File($"{run}/metrics.csv"))
        && File.ReadAllLines(_folder.File($"{run}/metrics.csv")).Length > epochs;

    private static bool Wait(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return true;
    }
}
