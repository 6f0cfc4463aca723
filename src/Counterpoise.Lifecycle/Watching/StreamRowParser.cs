using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Watching;

/// <summary>Makes rows of the cells of a stream; columns are found by name, in any order.</summary>
internal sealed class StreamRowParser
{
    private readonly WatchReference _reference;
    private readonly int[] _features;
    private readonly int[] _scores;
    private readonly int _target;
    private readonly int _id;
    private readonly int _width;
    private readonly Dictionary<string, int>?[] _codes;
    private readonly Dictionary<string, int> _classes;

    public StreamRowParser(WatchReference reference, WatchColumns columns, IReadOnlyList<string> header, string where)
    {
        _reference = reference;
        var places = header.Select((name, i) => (name: name.Trim(), i)).GroupBy(h => h.name).ToDictionary(g => g.Key, g => g.First().i);
        if (header.Any(h => h.Any(c => c is '\uFFFD' || (char.IsControl(c) && !char.IsWhiteSpace(c))))
            || (header.Count > 0 && header[0].TrimStart().StartsWith('{')))
            throw new InvalidDataException($"{where} is no text of rows with a line of names first, as which a stream is read while it "
                + $"grows: unpack it, or save it as CSV");
        int Require(string name) => places.TryGetValue(name, out var place) ? place
            : throw new InvalidDataException(
                $"{where} has no column '{name}'; expected those of the reference; found {string.Join(", ", header)}");
        _features = [.. reference.Features.Columns.Select(c => Require(c.Name))];
        _scores = [.. reference.Scores.Select(Require)];
        _target = places.GetValueOrDefault(columns.Target, -1);
        _id = columns.Id is null ? -1 : Require(columns.Id);
        _width = header.Count;
        _codes = [.. reference.Features.Columns.Select(c => (c as CategoricalColumn)?.Categories.Select((name, code) => (name, code))
            .ToDictionary(p => p.name, p => p.code))];
        _classes = reference.ClassNames.Select((name, code) => (name, code)).ToDictionary(p => p.name, p => p.code);
    }

    /// <summary>Makes a row; a fault names the column and what was found there.</summary>
    /// <exception cref="InvalidDataException">The row cannot be used.</exception>
    public StreamRow Parse(IReadOnlyList<string> cells, string where)
    {
        if (cells.Count != _width)
            throw new InvalidDataException($"{where} has {cells.Count} cells; expected {_width}");
        var features = new double[_features.Length];
        for (var j = 0; j < features.Length; j++)
            features[j] = Feature(j, cells[_features[j]].Trim(), where);
        var (label, id) = (_target < 0 ? -1 : Class(cells[_target], where), _id < 0 ? null : cells[_id].Trim());
        if (_reference.Model is not null)
            return new StreamRow(features, _reference.Score(features), label, id);
        var probabilities = new double[_reference.ClassNames.Count];
        var scores = Array.ConvertAll(_scores, s => _reference.Numbers.TryParse(cells[s], out var score, out _) ? score
            : throw new InvalidDataException($"{where} has '{cells[s]}' where a probability was expected"));
        WatchReference.Spread(scores, probabilities, _reference.Positive, where);
        return new StreamRow(features, probabilities, label, id);
    }

    /// <summary>The class of a text; −1 where the text means missing.</summary>
    /// <exception cref="InvalidDataException">There is no such class.</exception>
    public int Class(string text, string where)
    {
        text = text.Trim();
        if (_classes.TryGetValue(text, out var code))
            return code;
        // 1.0 is the class 1, as in every other table.
        if (ClassTexts.IndexOf(_reference.ClassNames, text) is var equal and >= 0)
            return equal;
        if (_reference.PositiveWhen is { } rule && _reference.Numbers.TryParse(text, out var number, out _))
            return _classes[rule.Holds(number) ? rule.Positive : rule.Negative];
        return _reference.MissingTokens.Contains(text) ? -1
            : throw new InvalidDataException(
                $"{where} has class '{text}'; expected one of the reference, {string.Join(", ", _classes.Keys)}, or nothing");
    }

    private double Feature(int j, string text, string where)
    {
        // A category that the reference does not have takes the first free code, a bin of its own.
        if (_codes[j] is { } codes)
            return codes.TryGetValue(text, out var code) ? code : _reference.MissingTokens.Contains(text) ? double.NaN : codes.Count;
        if (_reference.MissingTokens.Contains(text))
            return double.NaN;
        return _reference.Numbers.TryParse(text, out var number, out _) && double.IsFinite(number) ? number
            : throw new InvalidDataException(
                $"{where}, column '{_reference.Features.Columns[j].Name}' has '{text}' where a number was expected");
    }
}
