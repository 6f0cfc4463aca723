using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Counterpoise.Bench.Faults;

/// <summary>
/// Commands that are killed by SIGKILL at moments drawn at random, as often as it takes, and started again: what they leave in the end is
/// that of a command left alone, byte for byte.
/// </summary>
internal sealed partial class KillTrials
{
    // Half of the moments fall into the second half of a command; that none of so many falls into it at all is a fault of the harness.
    private const int Attempts = 20;

    private readonly string _program;
    private readonly string _folder;
    private readonly List<Kind> _kinds = [];
    private readonly Dictionary<string, (IReadOnlyDictionary<string, string> Left, double Seconds)> _alone = [];

    /// <summary>Prepares the trials.</summary>
    /// <param name="program">The command line.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="images">A folder of class folders.</param>
    /// <param name="training">Options of a small training on them.</param>
    public KillTrials(string program, string folder, string images, IReadOnlyList<string> training)
    {
        (_program, _folder) = (program, folder);
        var table = Path.Combine(folder, "table.csv");
        var random = new Random(7);
        File.WriteAllText(table, "a,b,y\n" + string.Concat(Enumerable.Range(0, 400).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{random.NextDouble() + (i % 8 == 0 ? .5 : 0):R},{random.NextDouble():R},{(i % 8 == 0 ? "rare" : "common")}\n"))));
        _kinds.Add(new("train", into => HasRun(into) ? ["train", "--resume", "--out", into]
            : ["train", images, "--method", "ce", "--epochs", "3", "--checkpoint-steps", "1", "--out", into, .. training],
            path => Path.GetFileName(path) is "best.safetensors" or "predictions.csv" or "evaluation.json"));
        _kinds.Add(new("compare", into => ["compare", table, "--target", "y", "--methods", "none,wce,smote", "--classifiers",
            "logistic,tree", "--folds", "3", "--out", into], path => path.EndsWith(".json", StringComparison.Ordinal)));
        _kinds.Add(new("resample", into => ["resample", table, Path.Combine(into, "out.csv"), "--target", "y", "--method", "smote-enn"],
            path => path.EndsWith(".csv", StringComparison.Ordinal)));
        var plan = Path.Combine(folder, "plan.json");
        File.WriteAllText(plan, """
            {"steps":[{"agent":"ingestion"},{"agent":"cleaning","dependsOn":["ingestion"]},{"agent":"features","dependsOn":["cleaning"]}]}
            """);
        _kinds.Add(new("pipeline", into => ["pipeline", "run", table, "--target", "y", "--store", into, "--plan", plan, "--yes"],
            path => path.Contains("/artifacts/", StringComparison.Ordinal) || path.Contains("/content/", StringComparison.Ordinal),
            NamesAlone: true));
        AddTableKinds(table);
    }

    /// <summary>What is done with a model of a table, and what else writes files.</summary>
    private void AddTableKinds(string table)
    {
        var model = Path.Combine(_folder, "model.cpm");
        _kinds.Add(new("train-table", _ => ["train", table, "--target", "y", "--method", "smote/threshold", "--out", "model.cpm"],
            path => path.EndsWith(".cpm", StringComparison.Ordinal), Inside: true));
        string[] Model(params string[] line)
        {
            if (!File.Exists(model)
                && Start(["train", table, "--target", "y", "--out", model], null, _folder) is { Code: not 0, Error: var error })
                throw new InvalidOperationException($"no model to try: {error}");
            return line;
        }

        _kinds.Add(new("predict", _ => Model("predict", model, table, "--out", "predictions.csv"),
            path => path.EndsWith(".csv", StringComparison.Ordinal), Inside: true));
        _kinds.Add(new("export", _ => Model("export", model, "--to", "c", "--name", "model", "--out", "device"),
            path => Path.GetExtension(path) is ".c" or ".h", Inside: true));
        _kinds.Add(new("watch", _ => Model("watch", model, table, "--reference", table, "--target", "y", "--window", "40",
            "--state", "watch.state", "--report", "watch.html"), path => path.EndsWith(".state", StringComparison.Ordinal), Inside: true));
        _kinds.Add(new("audit-labels", _ => ["audit-labels", table, "--target", "y", "--epochs", "3", "--rounds", "1",
            "--out", "queue.csv"],
            path => path.EndsWith(".csv", StringComparison.Ordinal), Inside: true));
        _kinds.Add(new("solve", _ => ["solve", table, "--target", "y", "--trials", "2", "--outer-folds", "2", "--inner-folds", "2",
            "--out", "solved.cpm"], path => path.EndsWith(".cpm", StringComparison.Ordinal), Inside: true));
        _kinds.Add(new("federate", _ => ["federate", table, "--target", "y", "--clients", "3", "--methods", "fedavg", "--rounds", "4",
            "--seeds", "2", "--out", "federation"], path => path.EndsWith("comparison.json", StringComparison.Ordinal), Inside: true));
    }

    /// <summary>The kinds of command.</summary>
    public IEnumerable<string> Kinds => _kinds.Select(k => k.Name);

    /// <summary>One trial: kills until the command ends by itself, at least one, and compares.</summary>
    /// <param name="kind">A name of <see cref="Kinds"/>.</param>
    /// <param name="seed">What the moments come from.</param>
    /// <param name="kills">At most so many kills.</param>
    /// <returns>Kills, and what differs; null for nothing.</returns>
    public (int Kills, string? Fault) Run(string kind, int seed, int kills)
    {
        var trial = _kinds.Single(k => k.Name == kind);
        if (!_alone.TryGetValue(kind, out var alone))
        {
            var into = Fresh($"{kind}-alone", trial.Inside);
            // Made before the clock runs: a model that a line needs is none of its time.
            var line = trial.Line(into);
            var clock = Stopwatch.StartNew();
            var (code, error) = Start(line, null, trial.Inside ? into : null);
            if (code != 0) return (0, $"{kind} left alone: exit code {code}, {error}");
            _alone[kind] = alone = (Left(into, trial), clock.Elapsed.TotalSeconds);
        }

        var random = new Random(seed);
        var seconds = alone.Seconds;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var clock = Stopwatch.StartNew();
            var outcome = Once(trial, seed, random, seconds, alone.Left, kills);
            if (outcome.Kills > 0 || outcome.Fault is not null) return outcome;
            // It was done before its moment came, since the first start reads programs from the disk: moments within what it took now.
            seconds = Math.Min(seconds, clock.Elapsed.TotalSeconds);
        }

        return (0, $"{kind}, seed {seed}: it was done before each of {Attempts} moments came");
    }

    private (int Kills, string? Fault) Once(Kind trial, int seed, Random random, double seconds,
        IReadOnlyDictionary<string, string> alone, int kills)
    {
        var folder = Fresh($"{trial.Name}-{seed}", trial.Inside);
        for (var killed = 0; ; killed++)
        {
            var moment = killed < kills ? TimeSpan.FromSeconds(random.NextDouble() * seconds) : (TimeSpan?)null;
            var (code, error) = Start(trial.Line(folder), moment, trial.Inside ? folder : null);
            if (code == 128 + 9) continue;
            if (code != 0) return (killed, $"{trial.Name}, seed {seed}, after {killed} kills: exit code {code}, {error}");
            var left = Left(folder, trial);
            var other = alone.Keys.Union(left.Keys).Where(k => alone.GetValueOrDefault(k) != left.GetValueOrDefault(k)).ToArray();
            if (other.Length > 0)
                return (killed, $"{trial.Name}, seed {seed}, after {killed} kills: {string.Join(", ", other.Take(5))} differ");
            Directory.Delete(folder, recursive: true);
            return (killed, null);
        }
    }

    private static bool HasRun(string folder) => File.Exists(Path.Combine(folder, "config.json"));

    private string Fresh(string name, bool isMade)
    {
        var path = Path.Combine(_folder, name);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        // A store is made by the command; a file is written into a folder that is there.
        if (isMade || name.StartsWith("resample", StringComparison.Ordinal)) Directory.CreateDirectory(path);
        return path;
    }

    private (int Code, string Error) Start(string[] line, TimeSpan? moment, string? inside)
    {
        var start = new ProcessStartInfo(_program, line) { RedirectStandardError = true, RedirectStandardOutput = true,
            WorkingDirectory = inside ?? "" };
        using var process = Process.Start(start)!;
        var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        if (moment is { } at && !process.WaitForExit(at)) process.Kill();
        process.WaitForExit();
        _ = output.Result;
        return (process.ExitCode, error.Result);
    }

    /// <summary>What is left under its name: times, folders and the day stand for no result.</summary>
    private static Dictionary<string, string> Left(string folder, Kind kind) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(kind.Counts).ToDictionary(path => Path.GetRelativePath(folder, path), path => kind.NamesAlone ? ""
            : Convert.ToHexStringLower(SHA256.HashData(path.EndsWith(".json", StringComparison.Ordinal)
                ? Encoding.UTF8.GetBytes(Times().Replace(File.ReadAllText(path).Replace(folder, "", StringComparison.Ordinal), "\"\":0"))
                : File.ReadAllBytes(path))));

    [GeneratedRegex("\"(seconds|created|commandLine)\": ?(\"[^\"]*\"|[0-9.eE+-]+)")]
    private static partial Regex Times();

    private sealed record Kind(string Name, Func<string, string[]> Line, Func<string, bool> Counts, bool NamesAlone = false,
        bool Inside = false);
}
