using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Counterpoise.Files;

namespace Counterpoise.Learning.Logging;

/// <summary>
/// A run in the file layout that MLflow reads from a folder <c>mlruns</c>: <c>EXPERIMENT/meta.yaml</c>, and below
/// <c>EXPERIMENT/RUN</c> <c>meta.yaml</c>, <c>params/NAME</c>, <c>tags/NAME</c> and <c>metrics/NAME</c> with a line
/// <c>milliseconds value step</c> for each step. No server and no library of MLflow's is needed.
/// </summary>
/// <remarks>
/// Reference: MLflow's <c>mlflow/store/tracking/file_store.py</c>. Ids follow from the names, so that a resumed run finds itself.
/// </remarks>
public sealed class MlflowRun
{
    private readonly string _folder;
    private readonly string _experiment;
    private readonly string _name;

    /// <summary>Opens or creates a run.</summary>
    /// <param name="root">The folder <c>mlruns</c>.</param>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="name">The run's name, unique in the experiment.</param>
    /// <param name="parameters">What MLflow shows as parameters, by name; none where null.</param>
    /// <param name="started">When the run began.</param>
    public MlflowRun(string root, string experiment, string name, IReadOnlyDictionary<string, string>? parameters, DateTimeOffset started)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentException.ThrowIfNullOrEmpty(experiment);
        ArgumentException.ThrowIfNullOrEmpty(name);
        // MLflow's file store takes an experiment's id for a number.
        var experimentId = (BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(experiment))) % 1_000_000_000_000_000_000)
            .ToString(CultureInfo.InvariantCulture);
        RunId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{experiment}\n{name}")).AsSpan(0, 16));
        (_experiment, _name) = (experimentId, name);
        var experimentFolder = System.IO.Path.Combine(root, experimentId);
        _folder = System.IO.Path.Combine(experimentFolder, RunId);
        foreach (var part in new[] { "metrics", "params", "tags", "artifacts" })
        {
            Directory.CreateDirectory(System.IO.Path.Combine(_folder, part));
        }

        Started = started;
        var experimentFile = System.IO.Path.Combine(experimentFolder, "meta.yaml");
        if (!File.Exists(experimentFile))
        {
            Write(experimentFile,
                $"artifact_location: {Quote(new Uri(System.IO.Path.GetFullPath(experimentFolder)).AbsoluteUri)}\ncreation_time: "
                + $"{Milliseconds(started)}\nexperiment_id: '{experimentId}'\nlast_update_time: "
                + $"{Milliseconds(started)}\nlifecycle_stage: active\nname: {Quote(experiment)}\n");
        }

        WriteState("RUNNING", null);
        Write(System.IO.Path.Combine(_folder, "tags", "mlflow.runName"), name);
        foreach (var (key, value) in parameters ?? new Dictionary<string, string>())
        {
            Write(System.IO.Path.Combine(_folder, "params", SafeName(key)), value);
        }
    }

    /// <summary>The run's id, 32 hexadecimal digits.</summary>
    public string RunId { get; }

    /// <summary>The run's folder.</summary>
    public string Path => _folder;

    /// <summary>When the run began.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>Drops the lines of a step and of later ones, before a resumed run writes them again.</summary>
    /// <param name="step">The first step to drop.</param>
    public void DropFrom(long step)
    {
        foreach (var file in Directory.GetFiles(System.IO.Path.Combine(_folder, "metrics")))
        {
            var lines = File.ReadAllLines(file);
            var kept = lines.Where(line => line.Split(' ') is [_, _, var at]
                && long.TryParse(at, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number < step).ToArray();
            if (kept.Length < lines.Length)
            {
                Write(file, string.Concat(kept.Select(line => line + "\n")));
            }
        }
    }

    /// <summary>Appends the metrics of a step.</summary>
    /// <param name="step">The step or epoch.</param>
    /// <param name="metrics">Name to value.</param>
    /// <param name="at">When they were measured.</param>
    public void Log(long step, IEnumerable<KeyValuePair<string, double>> metrics, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var (name, value) in metrics)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{Milliseconds(at)} {value:R} {step}\n");
            File.AppendAllText(System.IO.Path.Combine(_folder, "metrics", SafeName(name)), line);
        }
    }

    /// <summary>Marks the run as finished.</summary>
    /// <param name="at">When it ended.</param>
    public void Finish(DateTimeOffset at) => WriteState("FINISHED", at);

    // MLflow's own rule for names: letters, digits, underscores, dashes, periods, spaces and slashes; a slash would be a folder here.
    private static string SafeName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ' ' ? c : '_')) is { Length: > 0 } safe
            && safe.Trim('.').Length > 0 ? safe : "_";

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private void WriteState(string status, DateTimeOffset? ended)
    {
        var code = status == "FINISHED" ? 3 : 1;
        var end = ended is { } at ? Milliseconds(at).ToString(CultureInfo.InvariantCulture) : "null";
        var artifacts = new Uri(System.IO.Path.GetFullPath(System.IO.Path.Combine(_folder, "artifacts"))).AbsoluteUri;
        Write(System.IO.Path.Combine(_folder, "meta.yaml"),
            string.Create(CultureInfo.InvariantCulture,
            $"artifact_uri: {Quote(artifacts)}\nend_time: {end}\nentry_point_name: ''\nexperiment_id: '{_experiment}'\nlifecycle_stage: "
            + $"active\nrun_id: {RunId}\nrun_name: {Quote(_name)}\nrun_uuid: {RunId}\nsource_name: ''\nsource_type: 4\nsource_version: "
            + $"''\nstart_time: {Milliseconds(Started)}\nstatus: {code}\ntags: []\nuser_id: counterpoise\n"));
    }
}
