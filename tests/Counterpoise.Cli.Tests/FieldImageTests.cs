using System.Text.Json;

namespace Counterpoise.Tests.Cli;

/// <summary>What people met who train on images: short trainings, two classes, tables written as others write them, own weights.</summary>
public sealed class FieldImageTests : IDisposable
{
    /// <summary>As <see cref="TinyImages.Training"/>, with the network's own momentum of batch norm.</summary>
    private static readonly string[] OwnMomentum = ["--size", "32", "--width", "0.35", "--architecture", "mobilenet-v3-small",
        "--batch-size", "16", "--threads", "1", "--learning-rate", "0.003"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ProgramRun Train(string data, params string[] more) => CommandRun.Of(["train", data, "--out", _folder.File("run"),
        .. OwnMomentum, .. more]);

    private static double Metric(string json, string name) => JsonDocument.Parse(json).RootElement.GetProperty("metrics").EnumerateArray()
        .Single(m => m.GetProperty("name").GetString() == name).GetProperty("value").GetDouble();

    /// <summary>A metric of the test split as the run kept it.</summary>
    private double Kept(string name) => JsonSerializer.Deserialize<Counterpoise.Metrics.Evaluation>(
        File.ReadAllText(_folder.File("run/evaluation.json")))!.Value(name)!.Value;

    [Fact]
    public void A_short_training_from_scratch_does_not_end_as_a_model_of_one_class()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var run = Train(data, "--method", "ce", "--epochs", "6");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("running statistics", run.Error);
        Assert.True(Kept("balanced_accuracy") > .9, run.Output);

        Directory.Delete(_folder.File("run"), recursive: true);
        var told = Train(data, "--method", "ce", "--epochs", "6", "--norm-batches", "0");
        Assert.Contains("running statistics of batch norm still hold", told.Error);
        const string OneClass = @"and yet the model that is kept says \S+ of each of \d+ training images: what it learned does not show";
        Assert.Matches("warning: the loss fell .*" + OneClass, told.Error);
        Assert.Matches(OneClass, File.ReadAllText(_folder.File("run/report.html")));
    }

    [Fact]
    public void Class_weights_of_ones_own_are_taken_told_and_refused_where_they_name_no_class()
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] line = ["--method", "wce", "--epochs", "1", "--option"];
        var run = Train(data, [.. line, "wce.weights=blue:20,red:0.5"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("own class weights blue 20.000 (n=", run.Error);
        Assert.Contains("green 1.000", run.Error);
        Assert.Contains("loss.weights: 20,1,0.5", File.ReadAllText(_folder.File("run/report.html")));
        Directory.Delete(_folder.File("run"), recursive: true);
        foreach (var (weights, said) in new[] { ("violet:2", "the weights name the class 'violet'; the classes are blue, green, red"),
            ("blue", "wce.weights is 'blue'; expected class:weight"), ("blue:0", "wce.weights is 'blue:0'"),
            ("blue:1,blue:2", "wce.weights is 'blue:1,blue:2'") })
        {
            var refused = Train(data, [.. line, $"wce.weights={weights}"]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(said, refused.Error);
        }

        Assert.Contains("head/wce", CommandRun.Of("compare", data, "--quick", "--methods", "head/ce,head/wce", "--option",
            "wce.weights=violet:2", "--out", _folder.File("out"), "--dry-run").Output);
    }

    [Fact]
    public void Of_two_classes_the_rarer_is_the_positive_one_everywhere_and_is_told()
    {
        var data = TinyImages.Write(_folder.File("data"));
        Directory.Delete(Path.Combine(data, "green"), recursive: true);
        // Noise that no network parts after one epoch, so that the average precision tells the classes apart.
        var run = Train(data, "--method", "ce", "--epochs", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("the positive class is 'blue', the minority class of the training", run.Error);
        var evaluated = CommandRun.Of("evaluate", _folder.File("run"), "--data", data, "--json", "--threads", "1", "--bootstrap", "0");
        Assert.True(evaluated.ExitCode == 0, evaluated.Error);
        Assert.Contains("the positive class is 'blue'", evaluated.Error);
        foreach (var name in new[] { "average_precision", "best_f1", "auroc" })
        {
            Assert.Equal(Kept(name), Metric(evaluated.Output, name), 1e-6);
        }

        var scores = CommandRun.Of("evaluate", _folder.File("run/predictions.csv"), "--target", "truth", "--positive", "blue", "--json");
        Assert.Equal(Kept("average_precision"), Metric(scores.Output, "average_precision"), 1e-6);
    }

    [Fact]
    public void Tables_of_images_with_a_column_for_each_class_are_read_and_others_are_asked_about()
    {
        var data = TinyImages.Write(_folder.File("data"));
        (string Path, string Class)[] rows = [.. TinyImages.Classes.SelectMany(c => Directory.GetFiles(Path.Combine(data, c))
            .Select(f => ($"data/{c}/{Path.GetFileName(f)}", c)))];
        string Hot(string c) => string.Join(',', TinyImages.Classes.Select(other => other == c ? "1.0" : "0.0"));
        var hot = _folder.Write("hot.csv", "image,blue,green,red\n" + string.Concat(rows.Select(r => $"{r.Path},{Hot(r.Class)}\n")));
        var aged = _folder.Write("aged.csv", "image,age,blue,green,red\n" + string.Concat(rows.Select(r =>
            $"{r.Path},41,{Hot(r.Class)}\n")));
        foreach (var line in new string[][] { ["profile", hot, "--json"], ["profile", aged, "--label-column", "blue,green,red", "--json"] })
        {
            var profile = CommandRun.Of(line);
            Assert.True(profile.ExitCode == 0, profile.Error);
            Assert.Equal([8, 12, 40], JsonDocument.Parse(profile.Output).RootElement.GetProperty("classes")
                .GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("count").GetInt32()));
        }

        foreach (var (name, text, said) in new[]
        {
            ("two.csv", $"image,blue,green\n{rows[0].Path},1,0\n{rows[1].Path},1,1\n",
                "two.csv, line 3: the classes 'blue' and 'green' are both 1"),
            ("none.csv", $"image,blue,green\n{rows[0].Path},1,0\n{rows[1].Path},0,0\n",
                "none.csv, line 3: the label is empty"),
            ("share.csv", $"image,blue,green\n{rows[0].Path},1,0\n{rows[1].Path},0.7,0.3\n",
                "line 3: the column 'blue' of a class holds '0.7'"),
            ("nameless.csv", string.Concat(rows.Select(r => $"{r.Path},{r.Class}\n")),
                "names an image ('data/blue/000.png') and not its columns"),
            ("score.csv", "path,label\n" + string.Concat(rows.Select((r, i) => FormattableString.Invariant($"{r.Path},{i / 7.0}\n"))),
                "60 different numbers in 60 rows, such as 0: a quantity is no class"),
            ("drive.csv", "path,label\n" + string.Concat(rows.Select(r => $"C:\\Users\\me\\{r.Class}.png,{r.Class}\n")),
                "give it with --image-root"),
        })
        {
            var refused = CommandRun.Of("profile", _folder.Write(name, text));
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(said, refused.Error);
        }
    }

    [Theory]
    [InlineData("--lr 0.1", "there is no option '--lr': what does the same is --learning-rate")]
    [InlineData("--gpu 0", "there is no option '--gpu': what does the same is --device cuda:0")]
    [InlineData("--class-weights x", "what does the same is --option wce.weights=class:number")]
    [InlineData("--method balanced-softmax", "'balanced-softmax' is called la here")]
    [InlineData("--method drw", "'drw' is called ldam-drw or ce-drw here")]
    public void Words_of_other_programs_are_answered_with_those_of_this_one(string words, string said)
    {
        var run = CommandRun.Of(["train", TinyImages.Write(_folder.File("data")), .. words.Split(' '), "--out", _folder.File("run")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error);
    }

    [Fact]
    public void A_recall_that_must_be_met_is_met_for_one_class_of_several()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var run = Train(data, "--method", "ce", "--epochs", "2");
        Assert.True(run.ExitCode == 0, run.Error);
        string[] evaluate = ["evaluate", _folder.File("run"), "--data", data, "--threads", "1", "--bootstrap", "0", "--json",
            "--tune-threshold", "precision-at-recall=1"];
        Assert.Contains("the model has 3: name it with --positive", CommandRun.Of(evaluate).Error);
        Assert.Contains("the classes of the model are blue, green, red", CommandRun.Of([.. evaluate, "--positive", "x"]).Error);
        var tuned = CommandRun.Of([.. evaluate, "--positive", "blue"]);
        Assert.True(tuned.ExitCode == 0, tuned.Error);
        Assert.Contains("blue from a probability of ", tuned.Error);

        // A threshold of 0 finds every image of the class, and nothing else is left.
        var predicted = CommandRun.Of("predict", _folder.File("run"), data, "--format", "csv", "--threshold", "0", "--positive", "blue");
        Assert.All(predicted.Output.TrimEnd().Split('\n')[1..], line => Assert.Equal("blue", line.Split(',')[1]));
        var others = CommandRun.Of("predict", _folder.File("run"), data, "--format", "csv", "--threshold", "1", "--positive", "blue");
        Assert.DoesNotContain(others.Output.Split('\n'), line => line.Split(',') is [_, "blue", ..]);

        var scores = _folder.File("run/predictions.csv");
        string[] file = ["evaluate", scores, "--target", "truth", "--json", "--bootstrap", "0"];
        Assert.Contains("name it with --positive", CommandRun.Of([.. file, "--tune-threshold", "f1"]).Error);
        Assert.Contains("for a threshold on one of more", CommandRun.Of([.. file, "--positive", "blue"]).Error);
        var met = CommandRun.Of([.. file, "--positive", "blue", "--tune-threshold", "precision-at-recall=1"]);
        Assert.True(met.ExitCode == 0, met.Error);
        Assert.Equal(1, JsonDocument.Parse(met.Output).RootElement.GetProperty("classes").EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == "blue").GetProperty("recall").GetDouble());
    }

    [Fact]
    public void Images_in_no_class_folder_and_patients_in_folders_are_told_with_what_to_do()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var flat = Directory.CreateDirectory(_folder.File("flat")).FullName;
        File.Copy(Path.Combine(data, "red", "000.png"), Path.Combine(flat, "cat.0.png"));
        foreach (var verb in new[] { "profile", "train" })
        {
            var refused = CommandRun.Of(verb, flat);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("cat.0.png", refused.Error);
            Assert.Contains("put each into a folder that is called by its class", refused.Error);
        }

        foreach (var name in TinyImages.Classes)
        {
            Directory.CreateDirectory(_folder.File($"nested/{name}"));
            Directory.Move(Path.Combine(data, name), _folder.File($"nested/{name}/patient1"));
        }

        Assert.Contains("name them as groups with --group-from folder", CommandRun.Of("profile", _folder.File("nested")).Error);
    }
}
