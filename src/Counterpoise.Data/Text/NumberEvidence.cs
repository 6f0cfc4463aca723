using System.Collections.Frozen;
using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>
/// Counts in what formats the texts of a column would be numbers, so that a categorical column can be told from one of numbers as people
/// write them.
/// </summary>
internal sealed class NumberEvidence
{
    private const int ShownCells = 3;
    private const int FewUnits = 3;
    private const int MostUnits = 8;

    // What people write for missing, and might write for a category as well: asked about, not assumed.
    private static readonly FrozenSet<string> Markers = new[] { "-", "--", "–", "—", ".", "..", "n.a.", "n.a", "n. a.", "k.A.", "none",
        "nil", "missing", "unknown", "#NULL!", "#VALUE!", "#DIV/0!", "#REF!" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly NumberFormat[] Formats = [.. NumberFormats.All, .. NumberFormats.All.Select(f => f with { Units = true })];

    private readonly long[] _others = new long[Formats.Length];
    private readonly Dictionary<string, long> _units = new(StringComparer.Ordinal);
    private readonly List<TextCell> _first = [];
    private readonly List<TextCell> _nameLike = [];
    private bool _isSeparated;
    private long _wholes, _grouped, _points, _otherCount, _markers, _limits, _spelled, _dates, _zeros, _long;

    private long Plain => _wholes + _grouped + _points;

    /// <summary>Whether plain numbers are to be read as categorical: some would lose zeros or digits.</summary>
    public bool AreNames => _zeros > 0 || _long > 0;

    /// <summary>Takes note of a plain number.</summary>
    public void AddNumber(string text, long line)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
            _ = text.TrimEnd().Length - point == 4 && point <= 3 + (text[0] is '-' or '+' ? 1 : 0) && text.IndexOfAny(['e', 'E']) < 0
                && !text.AsSpan().TrimStart("+-").StartsWith("0")
                ? _grouped++ : _points++;
        else
            _wholes++;
        if (text.Length < 2)
            return;
        var (zeros, beyond) = (ClassTexts.HasLeadingZeros(text), text.Length > 15 && ClassTexts.IsBeyondDouble(text));
        _zeros += zeros ? 1 : 0;
        _long += beyond ? 1 : 0;
        if ((zeros || beyond) && _nameLike.Count < ShownCells)
            _nameLike.Add(new TextCell(line, text.Trim()));
    }

    /// <summary>Takes note of another text.</summary>
    public void AddOther(string text, long line)
    {
        _otherCount++;
        if (_first.Count < ShownCells)
            _first.Add(new TextCell(line, text));
        var isLimit = SpelledNumber.IsLimit(text);
        _limits += isLimit ? 1 : 0;
        if (isLimit || Markers.Contains(text))
        {
            _markers++;
            return;
        }

        if (text.Length > 40 || !text.Any(char.IsDigit))
            return;
        if (Iso8601.TryParse(text, out _) || LooksLikeDate(text))
            _dates++;
        else if (SpelledNumber.Is(text))
            _spelled++;
        _isSeparated |= text.AsSpan().IndexOfAny('.', ',') >= 0;
        string? unit = null;
        for (var f = 0; f < Formats.Length; f++)
        {
            if (!Formats[f].TryParse(text, out _, out var found))
                continue;
            _others[f]++;
            unit ??= found;
        }

        if (unit is not null && (_units.ContainsKey(unit) || _units.Count < MostUnits))
            _units[unit] = _units.GetValueOrDefault(unit) + 1;
    }

    /// <summary>What speaks against names, or null.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="format">The format in which the column was read.</param>
    public DoubtfulColumn? Doubt(string name, NumberFormat format)
    {
        if (_otherCount == 0)
            return !AreNames ? null : new DoubtfulColumn(name, _zeros > 0 ? ColumnDoubt.LeadingZeros : ColumnDoubt.LongIntegers, Plain,
                _zeros > 0 ? _zeros : _long, _nameLike);
        var enough = DoubtfulColumn.NumberShare * (Plain + _otherCount);
        if (_dates > 0 && _dates + _markers >= enough)
            return new DoubtfulColumn(name, ColumnDoubt.Dates, Plain, _otherCount, _first);
        // The format of most values; of equals the simplest, which stands first.
        string[] units = [.. _units.Keys.Where(u => u.Length > 0)];
        if (format.Units && Array.IndexOf(Formats, format) is var read and >= 0 && _others[read] + Plain + _markers >= enough)
            return new DoubtfulColumn(name, ColumnDoubt.WrittenNumbers, Plain, _otherCount, _first) { Format = format,
                Units = Plain > 0 ? [.. units, "none"] : units };
        // One text with a letter among plain numbers is a slip, and no unit.
        long Count(int f) => _others[f] + (Formats[f].Units && units.Length > 0 && _others[f] < Plain ? 0 : PlainIn(Formats[f]));
        var counts = Enumerable.Range(0, Formats.Length).Where(f => Allowed(f, format)).Select(f => (Format: f, Count: Count(f))).ToArray();
        var best = counts.Where(c => _others[c.Format] > 0).OrderByDescending(c => c.Count).ThenBy(c => c.Format).FirstOrDefault();
        if (best.Count > 0 && best.Count + _markers >= enough && best.Count > Plain && _others[best.Format] > (_otherCount - _markers) / 2)
        {
            // Without a point or comma in any value, formats that read it differently read nothing differently.
            var other = !_isSeparated && _grouped + _points == 0 ? default
                : counts.FirstOrDefault(c => c.Format != best.Format && c.Count == best.Count
                && Formats[c.Format].Units == Formats[best.Format].Units && Differ(Formats[c.Format], Formats[best.Format]));
            return new DoubtfulColumn(name, ColumnDoubt.WrittenNumbers, Plain, _otherCount, _first)
            {
                Format = Formats[best.Format],
                OtherFormat = other.Count > 0 ? Formats[other.Format] : null,
                Units = Formats[best.Format].Units ? units : [],
            };
        }

        if (Plain > 0 && Plain + _markers >= enough)
            return new DoubtfulColumn(name, ColumnDoubt.NotNumbers, Plain, _otherCount, _first);
        return _limits + _spelled > 0 && Plain + _markers + _spelled >= enough
            ? new DoubtfulColumn(name, ColumnDoubt.SpelledNumbers, Plain, _otherCount, _first) : null;
    }

    /// <summary>Few units are units, many are parts of names; a plain format is the one in which the texts were no numbers.</summary>
    private bool Allowed(int f, NumberFormat read) => Formats[f] != read && !Formats[f].IsPlain
        && (!Formats[f].Units || _units.Keys.Count(u => u.Length > 0) <= FewUnits);

    private long PlainIn(NumberFormat format) =>
        format.DecimalSeparator == '.' ? Plain : _wholes + (format.ThousandsSeparator == '.' ? _grouped : 0);

    /// <summary>Whether two formats that read all values give them other values.</summary>
    private static bool Differ(NumberFormat a, NumberFormat b) => a.DecimalSeparator != b.DecimalSeparator
        && (a.ThousandsSeparator == b.DecimalSeparator || b.ThousandsSeparator == a.DecimalSeparator);

    /// <summary>Two separators of one kind among one to four digits each: <c>01/02/2023</c>, <c>1.2.23</c>.</summary>
    private static bool LooksLikeDate(string text)
    {
        var parts = text.Split(' ')[0].Split(text.Contains('/', StringComparison.Ordinal) ? '/' : text.LastIndexOf('-') > 0 ? '-' : '.');
        return parts.Length == 3 && parts.All(p => p.Length is 1 or 2 or 4 && p.All(char.IsAsciiDigit))
            && (parts[0].Length == 4 || parts[2].Length is 2 or 4);
    }
}
