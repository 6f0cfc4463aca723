using System.Globalization;
using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>
/// Collects the cells of one column. Numbers are kept as numbers; when a name follows numbers the column must be read again as
/// categorical (<see cref="MustRestart"/>), so that the numbers keep their spelling and memory holds one form only.
/// </summary>
internal sealed class ColumnBuilder(TextColumn column, IReadOnlySet<string> missing, bool required)
{
    private readonly List<double> _numbers = [];
    private readonly List<int> _codes = [];
    private readonly Dictionary<string, int> _codeOf = column.Categories is null
        ? new Dictionary<string, int>(StringComparer.Ordinal)
        : column.Categories.Select((name, code) => (name, code)).ToDictionary(p => p.name, p => p.code, StringComparer.Ordinal);

    private ColumnKind? _kind = column.Kind;
    private int _leadingGaps;

    public string Name => column.Name;

    public bool MustRestart { get; private set; }

    /// <summary>Why this text cannot stand in the column, or null.</summary>
    public string? Problem(string? text)
    {
        if (IsMissing(text))
            return required ? "has no value, and every row needs one here" : null;
        if (column.DateFormat is not null)
            return Date(text!) is null ? $"'{text}' is not a date" : null;
        if (_kind == ColumnKind.Numeric && column.Kind == ColumnKind.Numeric)
            return SchemaInference.TryNumber(text, out _) ? null : $"'{text}' is not a number";
        return column.Categories is null || _codeOf.ContainsKey(text!.Trim()) ? null : $"'{text!.Trim()}' is none of {{{string.Join(", ", column.Categories)}}}";
    }

    public void Add(string? text)
    {
        if (IsMissing(text))
            AddMissing();
        else if (column.DateFormat is not null)
            _numbers.Add(Date(text!)!.Value);
        else if (_kind != ColumnKind.Categorical && SchemaInference.TryNumber(text, out var number))
            AddNumber(number);
        else
            AddName(text!.Trim());
    }

    public Column Build()
    {
        if (_kind != ColumnKind.Categorical)
            return new NumericColumn(Name, _kind is null ? Enumerable.Repeat(double.NaN, _leadingGaps).ToArray() : [.. _numbers]);
        if (column.Categories is { } declared)
            return new CategoricalColumn(Name, declared, [.. _codes]);
        var names = _codeOf.OrderBy(p => p.Key, StringComparer.Ordinal).ToArray();
        var sorted = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            sorted[names[i].Value] = i;
        }

        return new CategoricalColumn(Name, Array.ConvertAll(names, p => p.Key), [.. _codes.Select(code => code < 0 ? -1 : sorted[code])]);
    }

    private bool IsMissing(string? text) => text is null || missing.Contains(text) || missing.Contains(text.Trim());

    private void AddMissing()
    {
        if (_kind is null)
            _leadingGaps++;
        else if (_kind == ColumnKind.Numeric)
            _numbers.Add(double.NaN);
        else
            _codes.Add(-1);
    }

    private void AddNumber(double number)
    {
        if (_kind is null)
        {
            _kind = ColumnKind.Numeric;
            _numbers.AddRange(Enumerable.Repeat(double.NaN, _leadingGaps));
        }

        _numbers.Add(number);
    }

    private void AddName(string name)
    {
        if (_kind is null)
        {
            _kind = ColumnKind.Categorical;
            _codes.AddRange(Enumerable.Repeat(-1, _leadingGaps));
        }

        if (_kind == ColumnKind.Numeric)
        {
            MustRestart = true;
            _numbers.Add(double.NaN);
            return;
        }

        if (!_codeOf.TryGetValue(name, out var code))
            _codeOf.Add(name, code = _codeOf.Count);
        _codes.Add(code);
    }

    private double? Date(string text)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (column.DateFormat!.Length == 0 && SchemaInference.TryNumber(text, out var number))
            return number;
        var read = column.DateFormat.Length == 0
            ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var date)
            : DateTimeOffset.TryParseExact(text, column.DateFormat, CultureInfo.InvariantCulture, Styles, out date);
        return read ? (date - DateTimeOffset.UnixEpoch).TotalSeconds : null;
    }
}
