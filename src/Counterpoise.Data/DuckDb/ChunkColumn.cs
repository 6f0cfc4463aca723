using System.Text;
using Counterpoise.Tables;

namespace Counterpoise.Data.DuckDb;

/// <summary>Collects one column out of DuckDB's chunks: doubles, or texts as codes.</summary>
internal sealed unsafe class ChunkColumn(string name, ColumnKind kind, bool stableCodes)
{
    private readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    private List<double> _numbers = [];
    private List<int> _codes = [];
    private char[] _text = new char[256];

    public void Add(nint vector, int from, int count)
    {
        var validity = Native.VectorValidity(vector);
        var data = Native.VectorData(vector);
        for (var row = from; row < from + count; row++)
        {
            var valid = validity is null || ((validity[row / 64] >> (row % 64)) & 1) == 1;
            if (kind == ColumnKind.Numeric)
                _numbers.Add(valid ? ((double*)data)[row] : double.NaN);
            else
                _codes.Add(valid ? Code(Utf8((byte*)data + (16 * row))) : -1);
        }
    }

    /// <summary>Gives the column and starts the next one; codes stay where they must be stable.</summary>
    public Column Take()
    {
        Column column;
        if (kind == ColumnKind.Numeric)
        {
            column = new NumericColumn(name, [.. _numbers]);
            _numbers = [];
            return column;
        }

        var names = _codeOf.OrderBy(p => p.Value).Select(p => p.Key).ToArray();
        var codes = _codes.ToArray();
        _codes = [];
        if (!stableCodes)
        {
            var order = names.Index().OrderBy(n => n.Item, StringComparer.Ordinal).Select(n => n.Index).ToArray();
            var place = new int[order.Length];
            for (var i = 0; i < order.Length; i++)
            {
                place[order[i]] = i;
            }

            return new CategoricalColumn(name, Array.ConvertAll(order, i => names[i]), Array.ConvertAll(codes, c => c < 0 ? -1 : place[c]));
        }

        return new CategoricalColumn(name, names, codes);
    }

    /// <summary>A text of 16 bytes: up to 12 bytes stand in it, of longer ones a pointer.</summary>
    private static ReadOnlySpan<byte> Utf8(byte* text)
    {
        var length = *(int*)text;
        return new ReadOnlySpan<byte>(length <= 12 ? text + 4 : *(byte**)(text + 8), length);
    }

    private int Code(ReadOnlySpan<byte> utf8)
    {
        if (_text.Length < utf8.Length)
            _text = new char[utf8.Length * 2];
        var text = _text.AsSpan(0, Encoding.UTF8.GetChars(utf8, _text));
        if (!_codeOf.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var code))
            _codeOf.Add(text.ToString(), code = _codeOf.Count);
        return code;
    }
}
