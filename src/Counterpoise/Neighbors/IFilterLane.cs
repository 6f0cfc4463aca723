namespace Counterpoise.Neighbors;

/// <summary>Neighbouring rows' numbers in one register of <see cref="FilterKernel"/>.</summary>
/// <typeparam name="TSelf">The lane.</typeparam>
internal unsafe interface IFilterLane<TSelf>
    where TSelf : struct, IFilterLane<TSelf>
{
    /// <summary>How many numbers.</summary>
    static abstract int Width { get; }

    static abstract TSelf Create(float value);

    static abstract TSelf Load(float* from);

    /// <summary>a · b + c; the filter's bound allows for one rounding or two.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Larger(TSelf a, TSelf b);

    static abstract TSelf Smaller(TSelf a, TSelf b);

    static abstract TSelf Add(TSelf a, TSelf b);

    static abstract TSelf Subtract(TSelf a, TSelf b);

    /// <summary>Whether any number is zero or more.</summary>
    static abstract bool AnyReaches(TSelf value);

    /// <summary>One bit for each number that is zero or more.</summary>
    static abstract uint Reaching(TSelf value);
}
