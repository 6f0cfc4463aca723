using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Files;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>Everything that a watch knows, as it is kept in a file.</summary>
internal sealed class WatchState
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private const int CurrentFormat = 1;

    /// <summary>The number of the file's layout.</summary>
    public int Format { get; set; } = CurrentFormat;

    /// <summary>Hash of the options and the reference; a state of others is refused.</summary>
    public string Settings { get; set; } = "";

    /// <summary>Rows read, good and bad.</summary>
    public long Rows { get; set; }

    public long BadRows { get; set; }

    public long Labelled { get; set; }

    /// <summary>The file of a folder that is being read, and its rows that were.</summary>
    public string? File { get; set; }

    public long RowsInFile { get; set; }

    /// <summary>Rows of the file of labels that were read.</summary>
    public long LabelRows { get; set; }

    public List<StreamRow> Window { get; set; } = [];

    /// <summary>What each row of the window was taken for.</summary>
    public List<int> Predicted { get; set; } = [];

    /// <summary>Rows whose class is awaited, by id: window and prediction.</summary>
    public Dictionary<string, int[]> Awaited { get; set; } = [];

    /// <summary>Classes that came before their rows, by id.</summary>
    public Dictionary<string, int> Unclaimed { get; set; } = [];

    /// <summary>Classes that are held back: the row at which each is due, window, prediction, class.</summary>
    public Queue<long[]> Delayed { get; set; } = [];

    public double[][] Detectors { get; set; } = [];

    public List<WatchedWindow> Windows { get; set; } = [];

    /// <summary>Counts of classes that became known before their window was complete: prediction and class.</summary>
    public List<int[]> Early { get; set; } = [];

    public List<WatchAlarm> Alarms { get; set; } = [];

    /// <summary>Signs that last: detector and subject.</summary>
    public HashSet<string> Lasting { get; set; } = [];

    public void Save(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, Json));

    public static WatchState? Load(string path, string settings)
    {
        if (!System.IO.File.Exists(path))
            return null;
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            var state = JsonSerializer.Deserialize<WatchState>(stream, Json) ?? throw new JsonException("found null");
            FileFormat.Require(path, state.Format, CurrentFormat, "remove this file to begin anew");
            return state.Settings == settings ? state
                : throw new InvalidDataException(
                    $"'{path}' is the state of a watch with another reference or other options; expected the same: name another file, or "
                    + $"remove this one to begin anew");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"'{path}' is no state of a watch: {fault.Message}; name another file, or remove this one to begin anew", fault);
        }
    }
}
