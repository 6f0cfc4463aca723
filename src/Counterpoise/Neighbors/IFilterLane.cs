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

    /// <summary>The sum before the first product.</summary>
    /// <param name="halfNorms">Negative half squared norms of the rows.</param>
    static abstract TSelf Begin(float* halfNorms);

    /// <summary>a · b + c; the filter's bound allows for one rounding or two.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The sum after the last product, with the half norms in it.</summary>
    /// <param name="sum">What <see cref="Begin"/> and the products gave.</param>
    /// <param name="halfNorms">Negative half squared norms of the rows.</param>
    static abstract TSelf Finish(TSelf sum, float* halfNorms);

    static abstract TSelf Larger(TSelf a, TSelf b);

    static abstract TSelf Smaller(TSelf a, TSelf b);

    static abstract TSelf Add(TSelf a, TSelf b);

    static abstract TSelf Subtract(TSelf a, TSelf b);

    /// <summary>Whether any number is zero or more.</summary>
    static abstract bool AnyReaches(TSelf value);

    /// <summary>One bit for each number that is zero or more.</summary>
    static abstract uint Reaching(TSelf value);
}
