using System.Text.Json;
using Counterpoise.Comparisons;
using Counterpoise.Files;

namespace Counterpoise.Learning.Runs;

/// <summary>
/// Where a run is kept: <c>config.json</c> (what determines the result), <c>config.yaml</c> (the command line, where one began it),
/// <c>environment.json</c>, <c>classes.json</c>, <c>metrics.jsonl</c> and
/// <c>metrics.csv</c>, <c>events/</c> for TensorBoard, <c>checkpoints/last.safetensors</c> (everything to go on) and
/// <c>checkpoints/best.safetensors</c> (weights to ship), <c>summary.json</c> for the report.
/// </summary>
public sealed class RunFolder
{
    private static readonly string[] Files =
        ["config.json", "config.yaml", "command.yaml", "environment.json", "classes.json", "images.fingerprint", "metrics.jsonl",
        "metrics.csv"];
    // What a run would replace; a config.yaml of one's own stays.
    private static readonly string[] Written =
        [.. Files.Except(["config.yaml", "command.yaml"]), "summary.json", "report.html", "events", "checkpoints"];
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HashSet<string> _foreign;

    private RunFolder(string path, string configuration, IReadOnlyDictionary<string, string> modelMetadata, HashSet<string> foreign)
    {
        (Path, Configuration, ModelMetadata, _foreign) = (path, configuration, modelMetadata, foreign);
        Directory.CreateDirectory(System.IO.Path.Combine(path, "checkpoints"));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The hash of the settings that determine the result.</summary>
    public string Configuration { get; }

    /// <summary>Texts that are kept beside the weights to ship: architecture, classes and how inputs are prepared.</summary>
    public IReadOnlyDictionary<string, string> ModelMetadata { get; }

    /// <summary>The checkpoint that a run goes on from.</summary>
    public string LastCheckpoint => System.IO.Path.Combine(Path, "checkpoints", "last.safetensors");

    /// <summary>The weights of the best epoch.</summary>
    public string BestCheckpoint => System.IO.Path.Combine(Path, "checkpoints", "best.safetensors");

    /// <summary>The weights of the first stage, where a second one made those of <see cref="BestCheckpoint"/>.</summary>
    public string FirstStageCheckpoint => System.IO.Path.Combine(Path, "checkpoints", "first-stage.safetensors");

    /// <summary>The folder of TensorBoard's event files.</summary>
    public string Events => System.IO.Path.Combine(Path, "events");

    /// <summary>The summary that a report is drawn from.</summary>
    public string Summary => System.IO.Path.Combine(Path, "summary.json");

    /// <summary>
    /// Versions and threads of the run's last session, where the folder held it; null in a new run. Other threads, processors or versions
    /// give other last digits.
    /// </summary>
    public ComparisonEnvironment? EarlierEnvironment { get; private init; }

    /// <summary>Begins a run in a new or empty folder, or goes on with one.</summary>
    /// <param name="path">The folder; made when it is missing.</param>
    /// <param name="settings">Everything that determines the result, by name.</param>
    /// <param name="environment">Versions and threads.</param>
    /// <param name="modelMetadata">Texts to keep beside the weights to ship.</param>
    /// <param name="resume">Whether an unfinished run in the folder goes on; otherwise a folder with a run is refused.</param>
    /// <param name="begins">
    /// Called with the folder's full path once it is known to be this run's, before anything is written that makes it one: what is kept
    /// here is there wherever a run is. Null for nothing.
    /// </param>
    /// <exception cref="IOException">The folder holds a run, and <paramref name="resume"/> is off; or it holds files of no run that one
    /// would replace.</exception>
    /// <exception cref="InvalidDataException">The folder holds a run of other settings; the message names those that differ.</exception>
    public static RunFolder Open(
        string path, IReadOnlyDictionary<string, string> settings, ComparisonEnvironment environment, IReadOnlyDictionary<string,
        string> modelMetadata, bool resume, Action<string>? begins = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(modelMetadata);
        var config = System.IO.Path.Combine(path, "config.json");
        if (File.Exists(config))
        {
            if (!resume)
            {
                throw new IOException($"{path} holds a run already: go on with it by --resume, or name another folder");
            }

            RequireSame(path, Read(config), settings);
        }
        else if (Written.Where(
            name => System.IO.Path.Exists(System.IO.Path.Combine(path, name)) && !IsEmptyFolder(System.IO.Path.Combine(path, name)))
            .ToArray() is { Length: > 0 } others)
        {
            throw new IOException(
                $"{path} holds {string.Join(", ", others)}, which {(others.Length == 1 ? "is" : "are")} of no run (config.json is "
                    + $"missing) and would be replaced: name another folder, or move {(others.Length == 1 ? "it" : "them")} away");
        }

        HashSet<string> foreign = File.Exists(config) ? [] : [.. Files.Where(name => File.Exists(System.IO.Path.Combine(path, name)))];
        var run = new RunFolder(
            System.IO.Path.GetFullPath(path), ConfigHash.Of(settings), modelMetadata,
            foreign) { EarlierEnvironment = EnvironmentOf(path) };
        begins?.Invoke(run.Path);
        run.WriteJson("config.json", new SortedDictionary<string, string>(settings.ToDictionary(), StringComparer.Ordinal));
        run.WriteJson("environment.json", environment);
        return run;
    }

    /// <summary>Writes a record as indented JSON into the folder, whole or not at all.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="value">The record.</param>
    public void WriteJson<T>(string name, T value) =>
        AtomicFile.Write(System.IO.Path.Combine(Path, name), stream => JsonSerializer.Serialize(stream, value, Indented));

    /// <summary>
    /// Takes back a run that failed before its first checkpoint, so that the next start finds the folder as it was; with a checkpoint it
    /// stays, and so do files that are none of the run's.
    /// </summary>
    public void Discard()
    {
        if (File.Exists(LastCheckpoint) || File.Exists(BestCheckpoint))
        {
            return;
        }

        foreach (var name in Files.Where(name => !_foreign.Contains(name)))
        {
            File.Delete(System.IO.Path.Combine(Path, name));
        }

        if (Directory.Exists(Events))
        {
            Directory.Delete(Events, recursive: true);
        }

        foreach (var folder in new[] { System.IO.Path.Combine(Path, "checkpoints"), Path }.Where(
            f => Directory.Exists(f) && !Directory.EnumerateFileSystemEntries(f).Any()))
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>The settings of a run that is there.</summary>
    /// <param name="path">The run's folder.</param>
    /// <exception cref="IOException">There is no run in the folder.</exception>
    public static IReadOnlyDictionary<string, string> SettingsOf(string path)
    {
        var config = System.IO.Path.Combine(path, "config.json");
        return File.Exists(config) ? Read(config) : throw new FileNotFoundException($"{path} holds no run: config.json is missing", config);
    }

    private static bool IsEmptyFolder(string path) => Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any();

    private static ComparisonEnvironment? EnvironmentOf(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ComparisonEnvironment>(File.ReadAllText(System.IO.Path.Combine(path, "environment.json")));
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Read(string config)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(config))!;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{config}: not a run's configuration: {exception.Message}", exception);
        }
    }

    /// <summary>The setting that says by which protocol settings are named.</summary>
    private const string Protocol = "protocol";

    private static void RequireSame(string path, Dictionary<string, string> found, IReadOnlyDictionary<string, string> expected)
    {
        if (expected.ContainsKey(Protocol) && !found.ContainsKey(Protocol))
        {
            throw new InvalidDataException(
                $"{path} holds a run of an earlier version, whose settings are named otherwise, so that it cannot be told whether they "
                    + $"are these: its model can be used as it is; begin the run anew in another folder");
        }

        var differing = SettingsDifference.Of(found, expected);
        if (differing.Count > 0)
        {
            throw new InvalidDataException(
                $"{path} holds a run of other settings: {string.Join("; ", differing)}. Resume it with its own, or name another folder");
        }
    }
}
