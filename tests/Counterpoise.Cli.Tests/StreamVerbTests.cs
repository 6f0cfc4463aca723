using System.Globalization;
using System.Text;
using System.Text.Json;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Cli;

/// <summary>Streams are one more kind of data: profile, train, predict and compare take one that --stream names.</summary>
public sealed class StreamVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_profile_over_time_tells_shares_that_change_columns_that_move_and_classes_in_runs()
    {
        var changed = Json("profile", Write("changed.csv", i => i < 1000 ? .05 : .3, i => i < 1000 ? 0 : 1), "--target", "y", "--stream",
            "--window", "250");
        Assert.Equal(8, changed.GetProperty("windows").GetArrayLength());
        var advice = string.Concat(changed.GetProperty("advice").EnumerateArray().Select(a => a.GetString()));
        Assert.Contains("not as frequent as in the first window", advice);
        Assert.Contains("'other' in 4", advice);
        Assert.DoesNotContain("last-class", advice);

        Assert.Equal(0, Json("profile", Write("same.csv", _ => .1, _ => 0), "--target", "y", "--stream", "--window", "250")
            .GetProperty("advice").GetArrayLength());

        var runs = Json("profile", Write("runs.csv", i => i / 50 % 2 == 0 ? .02 : .98, _ => 0), "--target", "y", "--stream");
        Assert.Contains("last-class", string.Concat(runs.GetProperty("advice").EnumerateArray().Select(a => a.GetString())));
    }

    [Fact]
    public void A_model_that_was_trained_online_predicts_a_table_and_goes_on_with_later_rows_as_if_it_had_seen_all_at_once()
    {
        var all = Write("all.csv", _ => .1, _ => 0);
        string[] lines = File.ReadAllLines(all);
        var first = _folder.Write("first.csv", string.Join('\n', lines[..1001]) + "\n");
        var later = _folder.Write("later.csv", string.Join('\n', lines[1001..].Prepend(lines[0])) + "\n");
        var whole = Run("train", all, "--target", "y", "--stream", "--window", "200", "--out", _folder.File("whole.cpm"));
        Assert.Contains("window\tfrom row\tcommon\trare", whole.Output);
        Run("train", first, "--target", "y", "--stream", "--window", "200", "--out", _folder.File("part.cpm"));
        Run("train", later, "--target", "y", "--stream", "--window", "200", "--out", _folder.File("part.cpm"), "--resume");
        Assert.Equal(Predicted("whole.cpm", later), Predicted("part.cpm", later));

        var evaluated = JsonDocument.Parse(CommandRun.Of("evaluate", _folder.File("whole.cpm"), later, "--json").Output).RootElement;
        Assert.True(evaluated.GetProperty("metrics").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "geometric_mean")
            .GetProperty("value").GetDouble() > .7);
    }

    [Fact]
    public void A_comparison_has_the_controls_of_streams_and_goes_on_where_it_was()
    {
        var runs = Write("runs.csv", i => i / 40 % 5 == 0 ? .97 : .01, _ => 0, signal: 0);
        string[] line = ["compare", runs, "--target", "y", "--stream", "--window", "200", "--members", "2", "--seeds", "1,2,3,4,5",
            "--methods", "none,random-over/threshold", "--out", _folder.File("runs")];
        var methods = Json(line).GetProperty("methods").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!,
            m => m.GetProperty("metrics").GetProperty("geometric_mean").GetDouble());
        Assert.Equal(["majority", "last-class", "none", "random-over/threshold"], methods.Keys);
        Assert.Equal(0, methods["majority"]);
        Assert.True(methods["last-class"] > methods["random-over/threshold"] + .2, string.Join(' ', methods));
        Assert.True(File.Exists(_folder.File("runs/report.html")));
        var kept = Directory.GetFiles(_folder.File("runs/cells")).ToDictionary(f => f, File.GetLastWriteTimeUtc);
        Json(line);
        Assert.All(kept, f => Assert.Equal(f.Value, File.GetLastWriteTimeUtc(f.Key)));
        File.Delete(_folder.File("runs/report.html"));
        Run("report", _folder.File("runs"));
        Assert.Contains("last-class", File.ReadAllText(_folder.File("runs/report.html")));
    }

    [Fact]
    public void Rows_go_by_the_time_that_is_named()
    {
        var random = new RandomStream(4, "time");
        var rows = Enumerable.Range(0, 600).Select(i => (Time: 600 - i, Line: string.Create(CultureInfo.InvariantCulture,
            $"{600 - i},{random.NextNormal():0.000},{(i % 7 == 0 ? "yes" : "no")}\n"))).ToArray();
        var backwards = _folder.Write("backwards.csv", "t,x,y\n" + string.Concat(rows.Select(r => r.Line)));
        var forwards = _folder.Write("forwards.csv", "t,x,y\n" + string.Concat(rows.OrderBy(r => r.Time).Select(r => r.Line)));
        string Windows(string path) => Json("profile", path, "--target", "y", "--stream", "--time", "t", "--window", "100")
            .GetProperty("windows").ToString();
        Assert.Equal(Windows(forwards), Windows(backwards));
    }

    [Fact]
    public void What_a_stream_does_not_take_is_refused_with_a_reason()
    {
        var path = Write("rows.csv", _ => .2, _ => 0);
        Refused("is for streams", "profile", path, "--target", "y", "--window", "100");
        Refused("'rows.csv' is a stream", "train", path, "--target", "y", "--stream", "--classifier", "knn");
        Refused("no method of streams", "train", path, "--target", "y", "--stream", "--method", "smote");
        Refused("one at a time", "compare", path, path, "--target", "y", "--stream");
        Refused("row after row", "compare", path, "--target", "y", "--stream", "--baseline", "none");
        Refused("too few for 2 windows", "profile", path, "--target", "y", "--stream", "--window", "5000");
        Refused("at least 30", "profile", path, "--target", "y", "--stream", "--window", "3");
        Refused("--out", "train", path, "--target", "y", "--stream", "--resume");
        Refused("is for graphs", "profile", path, "--target", "y", "--stream", "--events", "ratings");
        Run("train", path, "--target", "y", "--out", _folder.File("table.cpm"), "--classifier", "logistic");
        Refused("no model of a stream", "train", path, "--target", "y", "--stream", "--resume", "--out", _folder.File("table.cpm"));
    }

    private void Refused(string reason, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.ExitCode == 2, string.Join(' ', arguments) + run.Error);
        Assert.Contains(reason, run.Error.Replace(_folder.Path + "/", "", StringComparison.Ordinal));
    }

    private static ProgramRun Run(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private static JsonElement Json(params string[] arguments) => JsonDocument.Parse(Run([.. arguments, "--json"]).Output).RootElement;

    private string Predicted(string model, string path) => Run("predict", _folder.File(model), path, "--format", "csv").Output;

    private string Write(string name, Func<int, double> share, Func<int, double> shift, double signal = 2)
    {
        var random = new RandomStream(1, "stream");
        var text = new StringBuilder("x,other,kind,y\n");
        for (var i = 0; i < 2000; i++)
        {
            var rare = random.NextDouble() < share(i);
            text.Append(CultureInfo.InvariantCulture, $"{random.NextNormal() + (rare ? signal : 0):0.0000},")
                .Append(CultureInfo.InvariantCulture, $"{random.NextNormal() + shift(i):0.0000},")
                .Append(random.NextDouble() < .5 ? "a," : "b,").Append(rare ? "rare\n" : "common\n");
        }

        return _folder.Write(name, text.ToString());
    }
}
