namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Neighbouring channels in one register: as many single-precision numbers as it holds. Kernels are written once for any width.
/// </summary>
/// <typeparam name="TSelf">The lane.</typeparam>
internal unsafe interface ILane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>How many numbers.</summary>
    static abstract int Width { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Create(float value);

    /// <summary>Numbers stored as single precision or bfloat16.</summary>
    static abstract TSelf Load<T>(T* from)
        where T : unmanaged;

    /// <summary>Stores, to bfloat16 rounded to the nearest, ties to even; the processor's own NaN survives.</summary>
    static abstract void Store<T>(TSelf value, T* to)
        where T : unmanaged;

    /// <summary>Adds to sums in double precision.</summary>
    static abstract void AddTo(double* sums, TSelf value);

    /// <summary>a · b + c, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>sum += a · b, as <see cref="MultiplyAdd"/>, in the register that holds the sum.</summary>
    static abstract void Accumulate(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>The larger of both; where the value is not a number, that.</summary>
    static abstract TSelf AtLeast(TSelf bound, TSelf value);

    /// <summary>The smaller of both; where the value is not a number, that.</summary>
    static abstract TSelf AtMost(TSelf bound, TSelf value);

    /// <summary>Where x is at most the bound the one, else the other.</summary>
    static abstract TSelf WhereAtMost(TSelf x, TSelf bound, TSelf then, TSelf otherwise);

    /// <summary>Where x is below the bound the one, else the other.</summary>
    static abstract TSelf WhereBelow(TSelf x, TSelf bound, TSelf then, TSelf otherwise);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);
}
