using System.Data.Common;
using Counterpoise.Tables;

namespace Counterpoise.Data.DuckDb;

/// <summary>Collects one column of a query's rows: doubles, or texts as codes.</summary>
internal sealed class QueriedColumn(string name, ColumnKind kind, bool stableCodes)
{
    private readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    private List<double> _numbers = [];
    private List<int> _codes = [];

    public void Add(DbDataReader row, int ordinal)
    {
        var missing = row.IsDBNull(ordinal);
        if (kind == ColumnKind.Numeric)
            _numbers.Add(missing ? double.NaN : row.GetDouble(ordinal));
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
        var order = names.Index().OrderBy(n => n.Item, StringComparer.Ordinal).Select(n => n.Index).ToArray();
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
