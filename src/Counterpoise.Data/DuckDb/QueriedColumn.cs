using System.Data.Common;
using Counterpoise.Tables;

namespace Counterpoise.Data.DuckDb;

/// <summary>Collects one column of a query's rows: doubles, or texts as codes.</summary>
/// <param name="name">Name of the column.</param>
/// <param name="kind">Numeric or categorical.</param>
/// <param name="stableCodes">Whether a category keeps its code in all tables.</param>
/// <param name="areClasses">Whether names that are plain numbers are put in the order of their values, as those of classes and
/// groups.</param>
/// <param name="time">Reads a text of a column of time and its row, from 1, or null where the query gives numbers.</param>
internal sealed class QueriedColumn(string name, ColumnKind kind, bool stableCodes, bool areClasses = false, Func<string, long,
    double>? time = null)
{
    private long _row;
    private readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    private List<double> _numbers = [];
    private List<int> _codes = [];

    public void Add(DbDataReader row, int ordinal)
    {
        var missing = row.IsDBNull(ordinal);
        _row++;
        if (kind == ColumnKind.Numeric)
            _numbers.Add(missing ? double.NaN : time is null ? row.GetDouble(ordinal) : time(row.GetString(ordinal), _row));
        else
            _codes.Add(missing ? -1 : Code(row.GetString(ordinal)));
    }

    /// <summary>Gives the column and starts the next one; codes stay where they must be stable.</summary>
    public Column Take()
    {
        if (kind == ColumnKind.Numeric)
        {
            var column = new NumericColumn(name, [.. _numbers]);
            _numbers = [];
            return column;
        }

        var names = _codeOf.OrderBy(p => p.Value).Select(p => p.Key).ToArray();
        var codes = _codes.ToArray();
        _codes = [];
        if (stableCodes)
            return new CategoricalColumn(name, names, codes);
        var order = Array.ConvertAll(areClasses ? ClassTexts.InOrder(names) : [.. names.Order(StringComparer.Ordinal)], n => _codeOf[n]);
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            place[order[i]] = i;
        }

        return new CategoricalColumn(name, Array.ConvertAll(order, i => names[i]), Array.ConvertAll(codes, c => c < 0 ? -1 : place[c]));
    }

    private int Code(string text)
    {
        if (!_codeOf.TryGetValue(text, out var code))
            _codeOf.Add(text, code = _codeOf.Count);
        return code;
    }
}
