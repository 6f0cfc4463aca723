using Counterpoise.Comparisons;
using Counterpoise.Files;
using Counterpoise.Reports;

namespace Counterpoise.Tests.Cli;

/// <summary>What files of others, devices, signals and hostile texts could do to the program or with it.</summary>
public sealed class FaultsUnderAttackTests(TrainedModel model) : IClassFixture<TrainedModel>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_neither_replaces_nor_deletes_files_that_are_none_of_its()
    {
        var own = _folder.File("own");
        Directory.CreateDirectory(Path.Combine(own, "events"));
        string[] names = ["metrics.csv", "classes.json", "environment.json", "events/mine.txt", "notes.txt"];
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(own, name), "mine");
        }

        var run = CommandRun.Of(["train", model.Data, "--epochs", "1", "--out", own, .. TinyImages.Training]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("which are of no run", run.Error);
        Assert.All(names, name => Assert.Equal("mine", File.ReadAllText(Path.Combine(own, name))));
    }

    [Fact]
    public void An_own_configuration_beside_a_run_stays_and_the_run_keeps_its_command()
    {
        var own = _folder.File("run");
        Directory.CreateDirectory(own);
        var text = $"\n# mine\nmethod: ce\nepochs: 1\n";
        File.WriteAllText(Path.Combine(own, "config.yaml"), text);
        string[] line = ["train", model.Data, "--config", Path.Combine(own, "config.yaml"), "--out", own, .. TinyImages.Training];
        var diverged = CommandRun.Of([.. line, "--learning-rate", "1e30"]);
        Assert.NotEqual(0, diverged.ExitCode);
        Assert.Equal(text, File.ReadAllText(Path.Combine(own, "config.yaml")));
        var run = CommandRun.Of(line);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(text, File.ReadAllText(Path.Combine(own, "config.yaml")));
        Assert.StartsWith("# counterpoise train ", File.ReadAllText(Path.Combine(own, "command.yaml")), StringComparison.Ordinal);
        Assert.StartsWith("counterpoise train ", RunSummary.Load(Path.Combine(own, "summary.json")).CommandLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_and_pipes_are_written_into_and_links_stay_links()
    {
        AtomicFile.WriteText("/dev/null", "gone");
        Assert.False(new FileInfo("/dev/null") is { Length: > 0 });
        Assert.Equal("0:1:3", ProgramRun.Of("stat", ["-c", "%s:%t:%T", "/dev/null"]).Output.Trim());
        var (target, link) = (_folder.File("target.txt"), _folder.File("link.txt"));
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);
        AtomicFile.WriteText(link, "new");
        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        var piped = ProgramRun.Of("bash", ["-c",
            $"'{Path.Combine(Repository.Root, "artifacts/bin/Counterpoise.Cli/release/counterpoise")}' report '{model.Run}' --out >(wc "
            + $"-c) | cat"]);
        Assert.True(piped.ExitCode == 0, piped.Error);
        Assert.DoesNotContain("counterpoise:", piped.Error);
    }

    [Fact]
    public void No_verb_writes_over_what_it_reads()
    {
        var weights = Path.Combine(model.Run, "checkpoints", "best.safetensors");
        var image = Directory.EnumerateFiles(Path.Combine(model.Data, "red")).First();
        string[][] lines =
        [
            ["predict", model.Run, model.Data, "--out", weights],
            ["predict", model.Run, image, "--out", image],
            ["report", model.Run, "--out", Path.Combine(model.Run, "summary.json")],
            ["report", model.Run, "--out", Path.Combine(model.Run, "config.json")],
        ];
        var before = new FileInfo(weights).Length;
        foreach (var line in lines)
        {
            var run = CommandRun.Of(line);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("would be overwritten", run.Error);
        }

        Assert.Equal(before, new FileInfo(weights).Length);
        Assert.Equal(0, CommandRun.Of("report", model.Run).ExitCode);
        Assert.Equal(0, CommandRun.Of("report", model.Run).ExitCode);
    }

    [Fact]
    public void A_summary_whose_bytes_are_damaged_is_refused_in_words()
    {
        var run = Directory.CreateDirectory(_folder.File("run")).FullName;
        var bytes = File.ReadAllBytes(Path.Combine(model.Run, "summary.json"));
        var refused = 0;
        for (var i = 0; i < 40; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i * (bytes.Length - 1) / 40] = 0xC3;
            File.WriteAllBytes(Path.Combine(run, "summary.json"), damaged);
            var report = CommandRun.Of("report", run);
            Assert.Contains(report.ExitCode, (int[])[0, 2]);
            Assert.DoesNotContain("Exception", report.Error);
            refused += report.ExitCode == 2 ? 1 : 0;
        }

        Assert.InRange(refused, 1, 40);
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public void A_closed_or_full_stderr_ends_nothing(string redirection)
    {
        var program = Path.Combine(Repository.Root, "artifacts/bin/Counterpoise.Cli/release/counterpoise");
        var run = ProgramRun.Of("bash", ["-c",
            $"'{program}' train '{model.Data}' --epochs 1 --out '{_folder.File("run")}' {string.Join(' ', TinyImages.Training)} "
            + $"{redirection}; echo $?; '{program}' nonsense {redirection}; echo $?"]);
        Assert.EndsWith("0\n2\n", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.File("run"), "summary.json")));
    }

    [Fact]
    public void A_closed_terminal_stops_a_run_as_ctrl_c_does()
    {
        var folder = _folder.File("run");
        var (code, error) = InterruptedRun.Of("HUP", () => File.Exists(Path.Combine(folder, "checkpoints", "last.safetensors")),
            ["train", model.Data, "--epochs", "300", "--out", folder, .. TinyImages.Training]);
        Assert.Equal(130, code);
        Assert.Contains("cancelled; finished work is kept", error);
    }

    [Theory]
    [InlineData("photos(1)", "'photos(1)'")]
    [InlineData("O'Brien data", "'O'\\''Brien data'")]
    [InlineData("a&b", "'a&b'")]
    [InlineData("$x", "'$x'")]
    [InlineData("x;touch${IFS}PWNED;#", "'x;touch${IFS}PWNED;#'")]
    [InlineData("~/data", "'~/data'")]
    [InlineData("", "''")]
    [InlineData("--out=runs/a.b", "--out=runs/a.b")]
    public void A_command_is_quoted_for_a_shell(string word, string quoted)
    {
        Assert.Equal($"counterpoise train {quoted}", Counterpoise.Workflows.CommandText.Of(["train", word]));
        Assert.Equal(word, ProgramRun.Of("sh", ["-c", $"printf %s {quoted}"]).Output);
    }

    [Fact]
    public void A_name_that_begins_with_at_is_no_file_of_options()
    {
        File.WriteAllText(_folder.File("options"), "--json\n");
        var run = CommandRun.Of("profile", $"@{_folder.File("options")}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no file or folder '@", run.Error);
    }

    [Fact]
    public void Options_given_twice_and_hostile_configurations_are_refused_in_words()
    {
        var twice = CommandRun.Of("train", model.Data, "--method", "ce", "--method", "acl");
        Assert.Equal(2, twice.ExitCode);
        Assert.Contains("--method is given 2 times (ce, acl); expected once", twice.Error);
        string[] texts = [new string('[', 100_000), new string('{', 50_000), string.Concat(Enumerable.Repeat("- ", 50_000)),
            string.Concat(Enumerable.Range(0, 900).Select(i => new string(' ', i) + "a:\n")), "? [a, b]\n: c\n", "a: [[[1]]]\n", "{a: b"];
        foreach (var text in texts)
        {
            var run = CommandRun.Of("profile", model.Data, "--config", _folder.Write("c.yaml", text));
            Assert.True(run.ExitCode == 2, $"{text[..Math.Min(20, text.Length)]}: {run.ExitCode}, {run.Error}");
            Assert.Contains("c.yaml", run.Error);
        }
    }

    [Fact]
    public void Names_that_would_steer_a_terminal_are_shown_without_what_steers()
    {
        var path = _folder.Write("steer.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 20)
            .Select(i => $"{i},{(i % 10 == 0 ? "\u001b]0;owned\u0007\u001b[2Jrare" : "common")}\n")));
        var run = CommandRun.Of("train", path, "--target", "y", "--out", _folder.File("steer.cpm"));
        Assert.Contains("\uFFFD]0;owned\uFFFD\uFFFD[2Jrare", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
        var unknown = CommandRun.Of("profile", path, "--target", "\u001b[2J");
        Assert.Equal(2, unknown.ExitCode);
        Assert.DoesNotContain('\u001b', unknown.Error);
    }

    [Fact]
    public void A_cancelled_condensation_ends_within_seconds()
    {
        var path = _folder.File("large.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 120_000)
            .Select(i => $"{i * 7919 % 1009},{i * 104729 % 997},{(i % 20 == 0 ? "rare" : "common")}").Prepend("a,b,y"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (code, error, ending) = InterruptedRun.Measured("INT", () => clock.Elapsed > TimeSpan.FromSeconds(4), "resample", path,
            _folder.File("out.csv"), "--target", "y", "--method", "cnn");
        Assert.Equal(130, code);
        // It ended by itself, and was not ended because it did not stop in time.
        Assert.Contains("cancelled; nothing is kept of it", error);
        Assert.True(ending < TimeSpan.FromSeconds(10), $"{ending} of the processor's time");
        Assert.False(File.Exists(_folder.File("out.csv")));
    }

    [Fact]
    public void Left_overs_of_killed_processes_are_removed_and_those_of_living_ones_stay()
    {
        AtomicFile.WriteText(_folder.File("a.txt"), "a");
        var host = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(Environment.MachineName)).AsSpan(0, 4));
        var folder = Directory.CreateDirectory(_folder.File("sub")).FullName;
        string[] left = [$".abcdefghijk.{host}.999999999.tmp", $".abcdefghijk.{host}.{Environment.ProcessId}.tmp",
            ".abcdefghijk.00000000.999999999.tmp", ".mine.tmp"];
        foreach (var name in left)
        {
            File.WriteAllText(Path.Combine(folder, name), "");
            File.SetLastWriteTimeUtc(Path.Combine(folder, name), DateTime.UtcNow.AddHours(-1));
        }

        AtomicFile.WriteText(Path.Combine(folder, "b.txt"), "b");
        Assert.Equal(left.Skip(1), left.Where(name => File.Exists(Path.Combine(folder, name))));
    }

    [Fact]
    public void A_report_in_markdown_lets_no_html_through()
    {
        var cells = Enumerable.Range(0, 2).SelectMany(s => new[] { "a",
            "b" }.Select(m => new ComparisonCell { Scenario = "\"><img src=x onerror=alert(1)>", Method = m, Seed = s, Fold = 0,
            ConfigHash = $"{s}{m}", Metrics = new Dictionary<string, double> { [MetricNames.GeometricMean] = 0.5 + (0.1 * s) },
            Seconds = 1, Notes = [] })).ToArray();
        var text = ComparisonMarkdown.Render(new Comparison
        {
            Title = "</title><script>alert(1)</script>",
            Created = new DateOnly(2026, 1, 1),
            Pairing = Pairing.DataSets,
            DataDescription = "<b>data</b>",
            Scenarios = [new ComparisonScenario { Name = "\"><img src=x onerror=alert(1)>", Description = "<i>x</i>",
                ClassNames = ["<u>", "no"], TrainCounts = [1, 2], TestShare = 0.2 }],
            Methods = [new ComparisonMethod { Name = "a", Label = "<s>a</s>", Description = "" },
                new ComparisonMethod { Name = "b", Label = "b", Description = "" }],
            PrimaryMetric = MetricNames.GeometricMean,
            Seeds = [0, 1],
            Environment = new ComparisonEnvironment { Versions = new Dictionary<string, string>(), Threads = 1, Device = "cpu" },
            CommandLine = "counterpoise compare 'x\n<script>'",
            ProtocolNotes = ["<script>"],
            Cells = cells,
        });
        Assert.DoesNotMatch(@"(?m)^(?! {4}).*<[a-zA-Z/]", text);
        Assert.Contains("&lt;script&gt;", text);
    }
}
