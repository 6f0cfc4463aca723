using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>One argument of an <see cref="Operator"/>; everything an operator takes converts to it implicitly.</summary>
public readonly struct Arg
{
    internal readonly Tag Tag;
    internal readonly int Count;
    internal readonly long Bits;
    internal readonly object? Reference;

    private Arg(Tag tag, long bits = 0, int count = 0, object? reference = null)
    {
        Tag = tag;
        Bits = bits;
        Count = count;
        Reference = reference;
    }

    /// <summary>The schema's default.</summary>
    public static Arg Default => new(Tag.Default);

    /// <summary>No value, for an optional argument.</summary>
    public static Arg None => default;

    /// <summary>A tensor; null stands for none.</summary>
    public static implicit operator Arg(Tensor? value) => value is null ? default : new(Tag.Tensor, value.Handle, 0, value);

    /// <summary>An integer.</summary>
    public static implicit operator Arg(long value) => new(Tag.Integer, value);

    /// <summary>An integer.</summary>
    public static implicit operator Arg(int value) => new(Tag.Integer, value);

    /// <summary>An integer, or none.</summary>
    public static implicit operator Arg(long? value) => value is { } given ? given : default(Arg);

    /// <summary>A real number.</summary>
    public static implicit operator Arg(double value) => new(Tag.Real, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A real number, or none.</summary>
    public static implicit operator Arg(double? value) => value is { } given ? given : default(Arg);

    /// <summary>A truth value.</summary>
    public static implicit operator Arg(bool value) => new(Tag.Boolean, value ? 1 : 0);

    /// <summary>A number.</summary>
    public static implicit operator Arg(Scalar value) =>
        new(value.Type switch { ScalarType.Float64 => Tag.Real, ScalarType.Bool => Tag.Boolean, _ => Tag.Integer }, value.Bits);

    /// <summary>A number, or none.</summary>
    public static implicit operator Arg(Scalar? value) => value is { } given ? given : default(Arg);

    /// <summary>An element type.</summary>
    public static implicit operator Arg(ScalarType value) => new(Tag.Integer, (long)value);

    /// <summary>An element type, or none.</summary>
    public static implicit operator Arg(ScalarType? value) => value is { } given ? given : default(Arg);

    /// <summary>A memory format.</summary>
    public static implicit operator Arg(MemoryFormat value) => new(Tag.Integer, (long)value);

    /// <summary>A memory format, or none.</summary>
    public static implicit operator Arg(MemoryFormat? value) => value is { } given ? given : default(Arg);

    /// <summary>A device.</summary>
    public static implicit operator Arg(Device value) => new(Tag.Device, value.Index, (int)value.Type);

    /// <summary>A device, or none.</summary>
    public static implicit operator Arg(Device? value) => value is { } given ? given : default(Arg);

    /// <summary>A random generator; null stands for the default one.</summary>
    public static implicit operator Arg(TorchGenerator? value) => value is null ? default : new(Tag.Generator, value.Handle, 0, value);

    /// <summary>A list of integers; null stands for none.</summary>
    public static implicit operator Arg(long[]? value) => value is null ? default : new(Tag.Integers, 0, value.Length, value);

    /// <summary>A list of real numbers; null stands for none.</summary>
    public static implicit operator Arg(double[]? value) => value is null ? default : new(Tag.Reals, 0, value.Length, value);

    /// <summary>A list of truth values; null stands for none.</summary>
    public static implicit operator Arg(bool[]? value) => value is null ? default : new(Tag.Booleans, 0, value.Length, value);

    /// <summary>A list of tensors, with null where an element may be absent.</summary>
    public static implicit operator Arg(Tensor?[]? value) => value is null ? default : new(Tag.Tensors, 0, value.Length, value);

    /// <summary>Text; null stands for none.</summary>
    public static implicit operator Arg(string? value) => value is null ? default : new(Tag.Text, 0, 0, value);

    /// <summary>Bytes that a list or text takes when it is handed over, a multiple of 8.</summary>
    internal int ListBytes => Reference switch
    {
        bool[] or byte[] => (Count + 7) & ~7,
        string text => (text.Length * 3 + 7) & ~7,
        _ => Count * 8,
    };
}
