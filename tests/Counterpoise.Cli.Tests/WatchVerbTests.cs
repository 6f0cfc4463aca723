using System.Globalization;
using System.Text.Json;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Cli;

public sealed class WatchVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Windows_alarms_and_answer_are_told_and_the_report_is_written()
    {
        var run = CommandRun.Of("watch", Stream(600, 2), "--reference", Reference(), "--target", "y", "--window", "200", "--report",
            _folder.File("watch.html"));
        Assert.True(run.ExitCode == 0, run.Error);
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal("window\tfirst row\trows\tlevel\tknown no\trecall no\texpected no\tknown yes\trecall yes\texpected yes", lines[0]);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("1\t1\t200\tdrift", lines[1]);
        Assert.Contains("drift in window 1", run.Error);
        Assert.Contains("The rows are not those of the reference since window 1", run.Error);
        Assert.True(File.Exists(_folder.File("watch.html")));
    }

    [Fact]
    public void The_document_holds_windows_and_alarms()
    {
        var run = CommandRun.Of("watch", Stream(400, 0), "--reference", Reference(), "--target", "y", "--window", "200", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(400, json.GetProperty("rows").GetInt32());
        Assert.Equal(2, json.GetProperty("windows").GetArrayLength());
    }

    [Fact]
    public void What_cannot_be_used_is_refused()
    {
        Refused("no file or folder", "watch", _folder.File("none.csv"), "--reference", Reference(), "--target", "y");
        Refused("would be overwritten", "watch", Stream(40, 0), "--reference", Reference(), "--target", "y", "--state", Reference());
        Refused("--window is 3", "watch", Stream(40, 0), "--reference", Reference(), "--target", "y", "--window", "3");
        Refused("--target", "watch", Stream(40, 0), "--reference", Reference());
    }

    private static void Refused(string expected, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    private string Reference() => Rows("reference.csv", 600, 0);

    private string Stream(int rows, double shift) => Rows("stream.csv", rows, shift);

    private string Rows(string name, int count, double shift)
    {
        var random = new RandomStream((ulong)name.Length, "rows");
        var lines = Enumerable.Range(0, count).Select(_ =>
        {
            var yes = random.NextDouble() < .2;
            var a = random.NextNormal() + (yes ? 2.5 : 0);
            var p = 1 / (1 + Math.Exp(3.125 - (2.5 * a) + Math.Log(4)));
            return string.Create(CultureInfo.InvariantCulture, $"{a + shift:R},{1 - p:R},{p:R},{(yes ? "yes" : "no")}");
        });
        return _folder.Write(name, "a,p_no,p_yes,y\n" + string.Join('\n', lines) + "\n");
    }
}
