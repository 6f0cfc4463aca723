using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>
/// The names of a column as codes. Classes and groups that are equal plain numbers, such as 1 and 1.0, are one name, spelled as it stands
/// first.
/// </summary>
internal sealed class CodedNames
{
    private readonly string[]? _declared;
    private readonly bool _areClasses;
    private readonly List<int> _codes = [];
    private readonly List<string> _spellings = [];
    private readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    private readonly Dictionary<double, int> _codeOfNumber = [];

    public CodedNames(string[]? declared, ColumnRole role)
    {
        (_declared, _areClasses) = (declared, role == ColumnRole.Names);
        foreach (var name in declared ?? [])
        {
            New(name);
        }
    }

    public bool Knows(string name) => Find(name) >= 0;

    public void AddMissing() => _codes.Add(-1);

    public void Add(string name) => _codes.Add(Find(name) is var code and >= 0 ? code : New(name));

    /// <summary>The column: declared names in their order, others in ordinal order, classes that are plain numbers by value.</summary>
    public CategoricalColumn Build(string name, string?[]? texts)
    {
        if (_declared is not null)
            return new CategoricalColumn(name, _declared, [.. _codes], texts);
        var sorted = _areClasses ? ClassTexts.InOrder(_spellings) : [.. _spellings.Order(StringComparer.Ordinal)];
        var place = sorted.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
        return new CategoricalColumn(name, sorted, [.. _codes.Select(code => code < 0 ? -1 : place[_spellings[code]])], texts);
    }

    private int Find(string name)
    {
        if (_codeOf.TryGetValue(name, out var code))
            return code;
        if (!_areClasses || ClassTexts.PlainNumber(name) is not { } number || !_codeOfNumber.TryGetValue(number, out code))
            return -1;
        _codeOf.Add(name, code);
        return code;
    }

    private int New(string name)
    {
        _codeOf.Add(name, _spellings.Count);
        if (_areClasses && ClassTexts.PlainNumber(name) is { } number)
            _codeOfNumber.TryAdd(number, _spellings.Count);
        _spellings.Add(name);
        return _spellings.Count - 1;
    }
}
