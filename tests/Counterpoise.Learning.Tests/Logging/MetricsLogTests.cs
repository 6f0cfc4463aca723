using Counterpoise.Learning.Logging;

namespace Counterpoise.Tests.Learning.Logging;

public class MetricsLogTests
{
    [Fact]
    public void Records_are_kept_as_json_lines_and_as_csv()
    {
        using var folder = new TemporaryFolder();
        var log = new MetricsLog(folder.Path, -1);
        log.Append(0, new Dictionary<string, double> { ["loss"] = 1.5 });
        log.Append(1, new Dictionary<string, double> { ["loss"] = 0.1, ["macro_f1"] = double.NaN });
        Assert.Equal(["epoch,loss,macro_f1", "0,1.5,", "1,0.1,"], File.ReadAllLines(folder.File("metrics.csv")));
        Assert.Equal(["""{"epoch":0,"loss":1.5}""", """{"epoch":1,"loss":0.1,"macro_f1":null}"""],
            File.ReadAllLines(folder.File("metrics.jsonl")));
    }

    [Fact]
    public void A_resumed_log_drops_what_came_after_the_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var log = new MetricsLog(folder.Path, -1);
        for (var epoch = 0; epoch < 4; epoch++)
        {
            log.Append(epoch, [new("loss", epoch)]);
        }

        File.AppendAllText(folder.File("metrics.jsonl"), "{\"epoch\":4,\"lo");
        var resumed = new MetricsLog(folder.Path, 1);
        Assert.Equal([0, 1], resumed.Records.Select(r => r["epoch"]));
        resumed.Append(2, [new("loss", 9)]);
        Assert.Equal(4, File.ReadAllLines(folder.File("metrics.csv")).Length);
        Assert.Throws<ArgumentException>(() => resumed.Append(2, []));
    }

    [Fact]
    public void A_damaged_line_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("metrics.jsonl", "nonsense\n{\"epoch\":1}\n");
        Assert.Contains("line 1", Assert.Throws<InvalidDataException>(() => new MetricsLog(folder.Path, 3)).Message);
    }
}
