namespace Counterpoise.Torch;

/// <summary>
/// One part of <c>t[…]</c>: an integer or <c>^1</c> takes one, a range such as <c>1..3</c> or <c>..^1</c> a slice, an integer or bool tensor selects,
/// <see cref="NewAxis"/> (or null) adds a dimension of size 1, <see cref="Ellipsis"/> stands for all dimensions not named.
/// </summary>
public readonly struct TensorIndex
{
    internal enum Kind
    {
        NewAxis,
        Ellipsis,
        At,
        Slice,
        Select,
    }

    private TensorIndex(Kind kind, long start = 0, long? end = null, long step = 1, Tensor? tensor = null)
    {
        What = kind;
        Start = start;
        End = end;
        Step = step;
        Tensor = tensor;
    }

    /// <summary>A new dimension of size 1.</summary>
    public static TensorIndex NewAxis => default;

    /// <summary>All dimensions that no other part names.</summary>
    public static TensorIndex Ellipsis => new(Kind.Ellipsis);

    internal Kind What { get; }

    internal long Start { get; }

    /// <summary>Null up to the end.</summary>
    internal long? End { get; }

    internal long Step { get; }

    internal Tensor? Tensor { get; }

    /// <summary>Every <paramref name="step"/>-th from start up to, not including, end; negative ones count from the end.</summary>
    public static TensorIndex Slice(long start = 0, long? end = null, long step = 1) => new(Kind.Slice, start, end, step);

    /// <summary>One position; negative ones count from the end.</summary>
    public static implicit operator TensorIndex(int position) => new(Kind.At, position);

    /// <summary>One position; negative ones count from the end.</summary>
    public static implicit operator TensorIndex(long position) => new(Kind.At, position);

    /// <summary>One position, such as <c>^1</c> for the last.</summary>
    public static implicit operator TensorIndex(Index position) => new(Kind.At, position.IsFromEnd ? -position.Value : position.Value);

    /// <summary>A slice, such as <c>1..^1</c>.</summary>
    public static implicit operator TensorIndex(Range range)
    {
        var start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
        // ^0 as a start lies behind the last element.
        var from = range.Start is { IsFromEnd: true, Value: 0 } ? long.MaxValue : start;
        long? end = range.End.IsFromEnd ? (range.End.Value == 0 ? null : -range.End.Value) : range.End.Value;
        return new(Kind.Slice, from, end);
    }

    /// <summary>Selects by an integer tensor (take) or a bool tensor (mask); null is a new dimension.</summary>
    public static implicit operator TensorIndex(Tensor? tensor) => tensor is null ? NewAxis : new(Kind.Select, tensor: tensor);
}
