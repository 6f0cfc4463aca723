using System.Collections.Frozen;
using System.Globalization;
using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>
/// Collects the cells of one column. Numbers are kept as numbers; when a name follows numbers the column must be read again as
/// categorical (<see cref="MustRestart"/>), so that the numbers keep their spelling and memory holds one form only.
/// </summary>
internal sealed class ColumnBuilder(TextColumn column, TableReadOptions options, bool required)
{
    private const int ShownCells = 3;

    // What people write for missing, and might write for a category as well: asked about, not assumed.
    private static readonly FrozenSet<string> Markers = new[] { "-", "--", "–", "—", ".", "..", "n.a.", "n.a", "n. a.", "k.A.", "none", "nil", "missing", "unknown", "#NULL!", "#VALUE!", "#DIV/0!", "#REF!" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly List<TextCell> _others = [];
    private readonly List<double> _numbers = [];
    private readonly List<int> _codes = [];
    private readonly Dictionary<string, int> _codeOf = column.Categories is null
        ? new Dictionary<string, int>(StringComparer.Ordinal)
        : column.Categories.Select((name, code) => (name, code)).ToDictionary(p => p.name, p => p.code, StringComparer.Ordinal);

    private ColumnKind? _kind = column.Kind;
    private int _leadingGaps;
    private long _numberCount;
    private long _commaCount;
    private long _pointCount;
    private long _markerCount;
    private long _otherCount;

    public string Name => column.Name;

    public bool MustRestart { get; private set; }

    /// <summary>Why the column, if it reads as names, should perhaps not; null where nothing speaks against it.</summary>
    public DoubtfulColumn? Doubt
    {
        get
        {
            var enough = DoubtfulColumn.NumberShare * (_numberCount + _otherCount);
            return _otherCount == 0 || _numberCount + _commaCount == 0 || _numberCount + _commaCount + _markerCount < enough ? null
                : new DoubtfulColumn(Name, _numberCount, _otherCount, _others, DecimalComma: _commaCount > _otherCount / 2 && _commaCount > _pointCount);
        }
    }

    /// <summary>Why this text cannot stand in the column, or null.</summary>
    public string? Problem(string? text)
    {
        if (IsMissing(text))
            return required ? "has no value, and every row needs one here" : null;
        if (column.DateFormat is not null)
            return Date(text!) is null ? $"'{text}' is not a date" : null;
        if (_kind == ColumnKind.Numeric && column.Kind == ColumnKind.Numeric)
            return TryNumber(text!, out _) ? null : $"'{text}' is not a number";
        return column.Categories is null || _codeOf.ContainsKey(text!.Trim()) ? null : $"'{text!.Trim()}' is none of {{{string.Join(", ", column.Categories)}}}";
    }

    public void Add(string? text, long line)
    {
        if (IsMissing(text))
            AddMissing();
        else if (column.DateFormat is not null)
            _numbers.Add(Date(text!)!.Value);
        else if (column.Kind is not null && column.Kind != ColumnKind.Numeric)
            AddName(text!.Trim());
        else if (TryNumber(text!, out var number))
            AddNumber(number, text!);
        else
            AddOther(text!.Trim(), line);
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

    private bool IsMissing(string? text) => text is null || options.MissingTokens.Contains(text) || options.MissingTokens.Contains(text.Trim());

    private void AddMissing()
    {
        if (_kind is null)
            _leadingGaps++;
        else if (_kind == ColumnKind.Numeric)
            _numbers.Add(double.NaN);
        else
            _codes.Add(-1);
    }

    private void AddNumber(double number, string text)
    {
        _numberCount++;
        _pointCount += text.Contains('.', StringComparison.Ordinal) ? 1 : 0;
        if (_kind == ColumnKind.Categorical)
        {
            AddName(text.Trim());
            return;
        }

        if (_kind is null)
        {
            _kind = ColumnKind.Numeric;
            _numbers.AddRange(Enumerable.Repeat(double.NaN, _leadingGaps));
        }

        _numbers.Add(number);
    }

    private void AddOther(string name, long line)
    {
        // A class or a group may be called what it likes.
        if (!required)
        {
            _otherCount++;
            _commaCount += IsDecimalComma(name) ? 1 : 0;
            _markerCount += Markers.Contains(name) ? 1 : 0;
            if (_others.Count < ShownCells)
                _others.Add(new TextCell(line, name));
        }

        AddName(name);
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

    private bool TryNumber(string text, out double number)
    {
        number = double.NaN;
        return options.DecimalSeparator == ',' ? !text.Contains('.', StringComparison.Ordinal) && SchemaInference.TryNumber(text.Replace(',', '.'), out number) : SchemaInference.TryNumber(text, out number);
    }

    private bool IsDecimalComma(string text) => options.DecimalSeparator != ',' && text.Contains(',', StringComparison.Ordinal) && !text.Contains('.', StringComparison.Ordinal) && SchemaInference.TryNumber(text.Replace(',', '.'), out _);

    private double? Date(string text)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (column.DateFormat!.Length == 0 && TryNumber(text, out var number))
            return number;
        var read = column.DateFormat.Length == 0
            ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var date)
            : DateTimeOffset.TryParseExact(text, column.DateFormat, CultureInfo.InvariantCulture, Styles, out date);
        return read ? (date - DateTimeOffset.UnixEpoch).TotalSeconds : null;
    }
}
