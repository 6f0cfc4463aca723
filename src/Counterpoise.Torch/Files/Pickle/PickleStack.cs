namespace Counterpoise.Torch.Files;

/// <summary>The stack of the pickle machine.</summary>
internal sealed class PickleStack(PickleInput input)
{
    private static readonly object s_mark = new();
    private readonly List<object?> _values = [];

    public void Push(object? value) => _values.Add(value);

    public void PushMark() => _values.Add(s_mark);

    public object? Peek() => _values.Count > 0 && _values[^1] != s_mark ? _values[^1] : throw Fault("an empty stack", "a value");

    public object? Pop()
    {
        var value = Peek();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    /// <summary>Takes the top value, which must be of a type.</summary>
    public T Pop<T>(string expected) => Pop() is T value ? value : throw Fault("another value", expected);

    /// <summary>The top value, which must be of a type.</summary>
    public T Peek<T>(string expected) => Peek() is T value ? value : throw Fault("another value", expected);

    /// <summary>Takes the upper values as a tuple, the topmost last.</summary>
    public object?[] PopTuple(int count)
    {
        var tuple = new object?[count];
        for (var i = count - 1; i >= 0; i--)
            tuple[i] = Pop();
        return tuple;
    }

    /// <summary>Takes all values above the last mark, and the mark.</summary>
    public object?[] PopToMark()
    {
        var mark = _values.Count - 1;
        while (mark >= 0 && _values[mark] != s_mark)
            mark--;
        if (mark < 0)
            throw Fault("no mark on the stack", "one");
        var values = _values[(mark + 1)..].ToArray();
        _values.RemoveRange(mark, _values.Count - mark);
        return values;
    }

    public WeightFileException Fault(string found, string expected) =>
        new(input.Path, $"{found} at byte {input.Position} of the pickle", $"{expected}: the file is damaged");
}
