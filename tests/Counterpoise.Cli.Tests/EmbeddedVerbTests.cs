using System.Globalization;
using System.Text;
using System.Text.Json;
using Counterpoise.Deploy.Sensors;
using Counterpoise.Workflows.Embedded;

namespace Counterpoise.Tests.Cli;

public sealed class EmbeddedVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Streams_of_a_table_become_models_with_c_and_costs()
    {
        var device = _folder.File("device");
        var run = CommandRun.Of("embedded", Motion(8, 4), "--rate", "62.5", "--label", "does", "--subject", "who", "--epochs", "10",
            "--out",
            device, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("idle", root.GetProperty("negative").GetString());
        var arms = root.GetProperty("arms").EnumerateArray().ToDictionary(a => a.GetProperty("name").GetString()!);
        Assert.Equal(["logistic regression", "forest of 10", "network, single precision", "network, int8"], arms.Keys);
        // Four classes: guessing is .25.
        Assert.All(arms.Values, a => Assert.InRange(a.GetProperty("macroRecall").GetDouble(), 0.5, 1));
        Assert.InRange(arms["network, int8"].GetProperty("flashBytes").GetInt64(), 900, 3000);
        Assert.True(root.GetProperty("agreement").GetDouble() > 0.9);
        foreach (var name in (string[])["forest.c", "forest_test.c", "network.c", "network.h", "features.h", "thresholds.json",
            "forest.cpm"])
            Assert.True(File.Exists(Path.Combine(device, name)), name);
        Assert.Contains("static const float feature_means[33]", File.ReadAllText(Path.Combine(device, "features.h")));
    }

    [Fact]
    public void Times_are_checked_and_what_cannot_be_used_is_said()
    {
        var motion = Motion(6, 3, times: true);
        var wrong = CommandRun.Of("embedded", motion, "--label", "does", "--subject", "who", "--time", "second", "--rate", "50");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("62.5 samples a second by its times; expected 50", wrong.Error);
        Assert.Contains("there is no column 'wer'", CommandRun.Of("embedded", motion, "--subject", "wer", "--label", "does").Error);
        Assert.Contains("give --rate, or --time", CommandRun.Of("embedded", motion, "--label", "does", "--subject", "who", "--channels",
            "x").Error);
        Assert.Contains("add --leaky", CommandRun.Of("embedded", motion, "--split", "random").Error);
        Assert.Contains("is 'sleep'", CommandRun.Of("embedded", motion, "--label", "does", "--rate", "62.5", "--negative", "sleep").Error);
        Assert.Contains("a split by subject needs at least 3",
            CommandRun.Of("embedded", motion, "--label", "does", "--rate", "62.5", "--channels", "x,y,z").Error);
        Assert.Contains("lower --minimum-negative", CommandRun.Of("embedded", motion, "--label", "does", "--subject", "who", "--rate",
            "62.5",
            "--minimum-negative", "0.9").Error);
    }

    [Fact]
    public void A_split_by_time_needs_one_subject_alone()
    {
        var run = CommandRun.Of("embedded", Motion(1, 15, times: true), "--label", "does", "--time", "second", "--split", "time",
            "--channels",
            "x,y,z", "--epochs", "5", "--votes", "3");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(5, run.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("samples a second by its times", run.Error);
    }

    [Fact]
    public void Sound_in_folders_of_classes_is_learned_from_its_cepstra()
    {
        var (root, random) = (_folder.File("sounds"), new Random(3));
        foreach (var (name, hertz) in ((string, double)[])[("silence", 0), ("low", 300), ("high", 1500)])
        {
            Directory.CreateDirectory(Path.Combine(root, name));
            for (var s = 0; s < 8; s++)
            {
                double[] samples = [.. Enumerable.Range(0, 8000).Select(t => (0.3 * Math.Sin(2 * Math.PI * hertz * t / 4000))
                    + (0.02 * (random.NextDouble() - 0.5)))];
                File.WriteAllBytes(Path.Combine(root, name, $"p{s}_nohash_0.wav"), Wav(samples, 4000));
            }
        }

        var run = CommandRun.Of("embedded", root, "--window", "0.5", "--hop", "0.25", "--epochs", "20", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("silence", json.GetProperty("negative").GetString());
        Assert.All(json.GetProperty("arms").EnumerateArray(), a => Assert.True(a.GetProperty("macroRecall").GetDouble() > 0.95));
    }

    [Fact]
    public void A_random_split_flatters_beside_one_by_subject()
    {
        // Few seeds keep this short.
        double Forest(SensorSplit split, ulong seed)
        {
            var result = EmbeddedComparing.Run(new EmbeddedOptions
            {
                Data = new SensorDataOptions { Path = Motion(8, 3, effect: 2.5), SampleRate = 62.5, Label = "does", Subject = "who" },
                Split = split,
                Epochs = 1,
                Seed = seed,
                MinimumNegative = 0,
            }, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(split == SensorSplit.Random, result.IsLeaky);
            return result.Arms[1].MacroRecall;
        }

        var gains = Enumerable.Range(1, 4).Select(s => Forest(SensorSplit.Random, (ulong)s) - Forest(SensorSplit.Subject, (ulong)s))
            .ToArray();
        Assert.True(gains.Average() > 0.02, string.Join(", ", gains));
    }

    private string Motion(int subjects, double minutes, bool times = false, double effect = 1)
    {
        var file = _folder.File($"motion-{subjects}-{minutes}-{times}-{effect}.csv");
        if (File.Exists(file)) return file;
        var text = new StringBuilder(times ? "who,does,second,x,y,z\n" : "who,does,x,y,z\n");
        foreach (var r in GeneratedMotion.Draw(subjects, minutes, 2, effect))
        {
            for (var i = 0; i < r.Samples; i++)
            {
                text.Append(r.Subject).Append(',').Append(GeneratedMotion.Classes[r.Labels[i]]).Append(',');
                if (times) text.Append((i / 62.5).ToString("F3", CultureInfo.InvariantCulture)).Append(',');
                text.AppendJoin(',', r.Channels.Select(c => c[i].ToString("F4", CultureInfo.InvariantCulture))).Append('\n');
            }
        }

        File.WriteAllText(file, text.ToString());
        return file;
    }

    private static byte[] Wav(double[] samples, int rate)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + (2 * samples.Length));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(rate);
        writer.Write(2 * rate);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(2 * samples.Length);
        foreach (var sample in samples) writer.Write((short)Math.Round(32767 * sample));
        return stream.ToArray();
    }
}
