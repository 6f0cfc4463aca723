using System.Globalization;
using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>
/// Collects the cells of one column. Numbers are kept as numbers; when a name follows numbers the column must be read again as
/// categorical (<see cref="MustRestart"/>), so that the numbers keep their spelling and memory holds one form only.
/// </summary>
internal sealed class ColumnBuilder(TextColumn column, TableReadOptions options, ColumnRole role)
{
    private readonly NumberFormat _format = options.Numbers;
    private readonly NumberEvidence _evidence = new();
    private readonly List<double> _numbers = [];
    private readonly List<string?> _texts = [];
    private readonly CodedNames _names = new(column.Categories, role);
    private readonly Dictionary<string, long> _missing = new(StringComparer.Ordinal);

    private ColumnKind? _kind = column.Kind;
    private int _leadingGaps;
    private string? _unit;
    private bool? _isDate;
    private bool? _hasZone;

    public string Name => column.Name;

    public bool MustRestart { get; private set; }

    /// <summary>Why the column, if it reads as names, should perhaps not; null where nothing speaks against it.</summary>
    public DoubtfulColumn? Doubt => role == ColumnRole.Feature && column.Kind is null ? _evidence.Doubt(Name, _format) : null;

    /// <summary>The texts that were taken for missing, empty ones aside, with their rows.</summary>
    public IReadOnlyDictionary<string, long> Missing => _missing;

    /// <summary>Why this text cannot stand in the column, or null.</summary>
    public (RowFault Fault, string Problem)? Problem(string? text)
    {
        if (IsMissing(text))
        {
            return role == ColumnRole.Feature ? null
                : (RowFault.Missing, string.IsNullOrWhiteSpace(text) ? "has no value, and every row needs one here"
                    : $"'{text.Trim()}' means missing, and every row needs a value here");
        }

        if (column.DateFormat is not null)
            return Time(text!, out _, out var isDate) ? Mixed(text!, isDate) : (RowFault.NotADate, $"'{Names.Short(text!)}' is {Expected}");
        if (_kind == ColumnKind.Numeric && column.Kind == ColumnKind.Numeric)
        {
            return !_format.TryParse(text!, out var number, out var unit) ? (RowFault.NotANumber, $"'{Names.Short(text!)}' is not a number")
                : _unit is not null && unit != _unit ? (RowFault.Mixed,
                    $"'{Names.Short(text!)}' has {(unit.Length == 0 ? "no unit" : $"the unit '{unit}'")}, and rows before it have "
                    + $"{(_unit.Length == 0 ? "none" : $"'{_unit}'")}")
                : role == ColumnRole.Weights && !(number >= 0 && double.IsFinite(number)) ? (RowFault.Weight,
                    $"'{Names.Short(text!)}' is no weight: a weight is finite and at least 0")
                : null;
        }

        return column.Categories is null || _names.Knows(text!.Trim()) ? null
            : (RowFault.UnknownName, $"'{Names.Short(text!.Trim())}' is none of {{{Names.List(column.Categories)}}}");
    }

    public void Add(string? text, long line)
    {
        if (IsMissing(text))
            AddMissing(text);
        else if (column.DateFormat is not null)
            AddTime(text!);
        else if (column.Kind == ColumnKind.Categorical)
            AddName(text!.Trim());
        else if (_format.TryParse(text!, out var number, out var unit)
            && (column.Kind == ColumnKind.Numeric || _unit is null || unit == _unit))
            AddNumber(number, unit, text!, line);
        else
            AddOther(text!.Trim(), line);
    }

    /// <summary>Ends a reading: numbers that would lose digits or zeros are to be read again as categories.</summary>
    public void End() => MustRestart |= column.Kind is null && _kind == ColumnKind.Numeric && _evidence.AreNames;

    public Column Build()
    {
        string?[]? texts = options.KeepTexts && _texts.Exists(t => t is not null) ? [.. _texts] : null;
        return _kind == ColumnKind.Categorical
            ? _names.Build(Name, texts)
            : new NumericColumn(Name, _kind is null ? Enumerable.Repeat(double.NaN, _leadingGaps).ToArray() : [.. _numbers], texts);
    }

    private string Expected => options.TimeFormat is { } format && role == ColumnRole.Time ? $"not a date written as {format}"
        : column.DateFormat is { Length: > 0 } declared ? $"not a date written as {declared}"
        : "neither a number nor an ISO 8601 date such as 2023-02-01";

    private bool IsMissing(string? text) => text is null || options.MissingTokens.Contains(text)
        || options.MissingTokens.Contains(text.Trim());

    private void AddMissing(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            _missing[text.Trim()] = _missing.GetValueOrDefault(text.Trim()) + 1;
        Keep(text is { Length: > 0 } ? text : null);
        if (_kind is null)
            _leadingGaps++;
        else if (_kind == ColumnKind.Numeric)
            _numbers.Add(double.NaN);
        else
            _names.AddMissing();
    }

    private void AddNumber(double number, string unit, string text, long line)
    {
        if (column.Kind is null)
            _evidence.AddNumber(text, line);
        _unit = unit;
        if (_kind == ColumnKind.Categorical)
        {
            AddName(text.Trim());
            return;
        }

        Start(ColumnKind.Numeric);
        _numbers.Add(number);
        Keep(options.KeepTexts && IsPlain(text, number) && number.ToString("R", CultureInfo.InvariantCulture) != text ? text : null);
    }

    /// <summary>
    /// Whether every reader takes the text for the number: 0,5 beside new rows of 2.25 would be another number in half of the world.
    /// </summary>
    private static bool IsPlain(string text, double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain) && plain.Equals(number);

    private void AddTime(string text)
    {
        _ = Time(text, out var time, out var isDate);
        (_isDate, _hasZone) = (isDate, Zone(text) ?? _hasZone);
        Start(ColumnKind.Numeric);
        _numbers.Add(time);
        Keep(options.KeepTexts ? text : null);
    }

    private void AddOther(string name, long line)
    {
        _evidence.AddOther(name, line);
        AddName(name);
    }

    private void AddName(string name)
    {
        Start(ColumnKind.Categorical);
        if (_kind == ColumnKind.Numeric)
        {
            MustRestart = true;
            _numbers.Add(double.NaN);
        }
        else
        {
            _names.Add(name);
        }

        Keep(null);
    }

    /// <summary>The first value decides what the column is collected as.</summary>
    private void Start(ColumnKind kind)
    {
        if (_kind is not null)
            return;
        _kind = kind;
        for (var i = 0; i < _leadingGaps; i++)
        {
            if (kind == ColumnKind.Numeric)
                _numbers.Add(double.NaN);
            else
                _names.AddMissing();
        }
    }

    private void Keep(string? text)
    {
        if (options.KeepTexts)
            _texts.Add(text);
    }

    private (RowFault Fault, string Problem)? Mixed(string text, bool isDate) => _isDate is { } dates && dates != isDate
        ? (RowFault.Mixed, $"'{Names.Short(text)}' is a {(isDate ? "date" : "number")}, and rows before it hold "
            + $"{(dates ? "dates" : "numbers")}: a time has one unit")
        : _hasZone is { } zoned && Zone(text) is { } zone && zone != zoned
        ? (RowFault.Mixed, $"'{Names.Short(text)}' has {(zone ? "a" : "no")} time zone, and rows before it have "
            + $"{(zoned ? "one" : "none")}: which came first cannot be told")
        : null;

    /// <summary>Whether a date with a time of day names its zone; null of a date alone and of formats that say for themselves.</summary>
    private bool? Zone(string text) => column.DateFormat is not { Length: 0 } || (role == ColumnRole.Time && options.TimeFormat is not null)
        ? null : Iso8601.HasZone(text);

    private bool Time(string text, out double time, out bool isDate)
    {
        var format = role == ColumnRole.Time && options.TimeFormat is { } asked ? asked : column.DateFormat!;
        isDate = true;
        if (format.Length == 0)
            return (!(isDate = !_format.TryParse(text, out time, out var unit) || unit.Length > 0)) || Iso8601.TryParse(text, out time);
        return ExactDate.TryParse(text, format, out time);
    }
}
