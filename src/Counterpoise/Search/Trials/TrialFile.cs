using System.Text.Json;
using System.Text.Json.Nodes;
using Counterpoise.Files;

namespace Counterpoise.Search.Trials;

/// <summary>The trials of a search in a file of JSON lines, replaced as a whole after each: a search that was stopped goes on.</summary>
public sealed class TrialFile
{
    private readonly string? _path;
    private readonly string _heading;
    private readonly List<Trial> _trials = [];

    /// <summary>Opens the file; nothing is kept where the path is null.</summary>
    /// <param name="path">The file; made when it is missing.</param>
    /// <param name="space">The parameters, which the file names in its first line.</param>
    /// <param name="settings">What else decides the trials, such as the seed and the method.</param>
    /// <exception cref="InvalidDataException">The file is of another search, or no file of trials.</exception>
    public TrialFile(string? path, IReadOnlyList<SearchParameter> space, string settings)
    {
        ArgumentNullException.ThrowIfNull(space);
        _path = path;
        _heading = JsonSerializer.Serialize(new { settings, space = space.Select(Name) });
        if (path is null || !File.Exists(path))
        {
            return;
        }

        var lines = File.ReadAllLines(path);
        FileFormat.Require(path, FormatOf(lines.FirstOrDefault()), 1, "name another file to begin anew");
        if (lines.FirstOrDefault() != _heading)
        {
            throw new InvalidDataException(
                $"{path}: line 1 is of another search: {lines.FirstOrDefault()}; expected {_heading}. Name another file, or go on with "
                + $"the search that began it");
        }

        for (var i = 1; i < lines.Length; i++)
        {
            _trials.Add(Parse(path, lines[i], i, space.Count));
        }
    }

    /// <summary>The finished trials.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>Keeps a trial.</summary>
    /// <param name="trial">The next trial.</param>
    public void Add(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        _trials.Add(trial);
        if (_path is not null)
        {
            AtomicFile.WriteText(_path, string.Concat(_trials.Select(Line).Prepend(_heading).Select(line => line + "\n")));
        }
    }

    /// <summary>The first layout names no number.</summary>
    private static int? FormatOf(string? heading)
    {
        try
        {
            return heading is null ? null : JsonNode.Parse(heading) is JsonObject head && head["format"] is JsonValue format
                && format.TryGetValue<int>(out var number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Name(SearchParameter parameter) => parameter switch
    {
        FloatParameter p => FormattableString.Invariant($"{p.Name}: {p.Low:R} to {p.High:R}{(p.IsLogarithmic ? " by its logarithm" : "")}"),
        IntegerParameter p => FormattableString.Invariant($"{p.Name}: {p.Low} to {p.High}, whole"),
        CategoricalParameter p => $"{p.Name}: {string.Join(" | ", p.Choices)}",
        _ => parameter.Name,
    };

    private static string Line(Trial trial) => JsonSerializer.Serialize(new
    {
        number = trial.Number,
        values = trial.Values,
        objective = double.IsFinite(trial.Objective) ? trial.Objective : (double?)null,
    });

    private static Trial Parse(string path, string line, int number, int parameters)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var objective = root.GetProperty("objective");
            double[] values = [.. root.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())];
            return values.Length == parameters
                ? new Trial(root.GetProperty("number").GetInt32(), values,
                    objective.ValueKind == JsonValueKind.Null ? double.NaN : objective.GetDouble())
                : throw new KeyNotFoundException($"{values.Length} values, {parameters} were expected");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}, line {number + 1}: not a trial: {fault.Message}", fault);
        }
    }
}
