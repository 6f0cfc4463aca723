using System.Runtime.CompilerServices;

namespace Counterpoise.Randomness;

/// <summary>
/// NumPy's legacy <c>RandomState</c>: MT19937 with the algorithms that NumPy froze, so that subsets and rows published by
/// Python code can be drawn again bit for bit. Use <see cref="RandomStream"/> for new work.
/// </summary>
/// <remarks>Equal to NumPy 1.24; the numbers are those of <c>oracles/numpy_random.py</c>.</remarks>
public sealed partial class NumPyRandomState : IRandomSource
{
    private readonly MersenneTwister _twister = new();
    private double _spareNormal;
    private bool _hasSpareNormal;

    /// <summary>Creates the generator of <c>numpy.random.RandomState(seed)</c>.</summary>
    /// <param name="seed">Any 32-bit value.</param>
    public NumPyRandomState(uint seed) => _twister.Seed(seed);

    /// <summary>Creates the generator of <c>numpy.random.RandomState([..])</c>.</summary>
    /// <param name="key">One word or more.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public NumPyRandomState(ReadOnlySpan<uint> key)
    {
        if (key.IsEmpty)
        {
            throw new ArgumentException("a seed array has at least one word; found none", nameof(key));
        }

        _twister.Seed(key);
    }

    /// <summary>How resamplers read this generator; default <see cref="NumPySeeding.Integer"/>.</summary>
    public NumPySeeding Seeding { get; init; }

    /// <summary>Draws 32 random bits.</summary>
    public uint NextUInt32() => _twister.Next();

    /// <inheritdoc/>
    /// <remarks><c>random_sample()</c>: 53 bits from two words.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double NextDouble()
    {
        var high = _twister.Next() >> 5;
        var low = _twister.Next() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <inheritdoc/>
    /// <remarks><c>randint(exclusiveUpper)</c> for 64-bit integers: masked rejection; a bound of 1 draws nothing.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long NextInteger(long exclusiveUpper)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveUpper, 1);
        var range = (ulong)(exclusiveUpper - 1);
        if (range == 0)
        {
            return 0;
        }

        var mask = ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(range);
        ulong value;
        do
        {
            value = (range <= uint.MaxValue ? _twister.Next() : ((ulong)_twister.Next() << 32) | _twister.Next()) & mask;
        }
        while (value > range);
        return (long)value;
    }

    /// <inheritdoc/>
    /// <remarks><c>standard_normal()</c>: the polar method; every second draw is the spare of the one before.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double NextNormal()
    {
        if (_hasSpareNormal)
        {
            _hasSpareNormal = false;
            return _spareNormal;
        }

        double x, y, square;
        do
        {
            x = (2.0 * NextDouble()) - 1.0;
            y = (2.0 * NextDouble()) - 1.0;
            square = (x * x) + (y * y);
        }
        while (square is >= 1.0 or 0.0);
        var factor = Math.Sqrt(-2.0 * Math.Log(square) / square);
        _spareNormal = factor * x;
        _hasSpareNormal = true;
        return factor * y;
    }

    /// <inheritdoc/>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = (int)NextInteger(i + 1L);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Returns the state: 624 words, the position, whether a spare normal waits, and its bits.</summary>
    public uint[] GetState()
    {
        var spare = BitConverter.DoubleToUInt64Bits(_spareNormal);
        return [.. _twister.GetState(), _hasSpareNormal ? 1u : 0u, (uint)(spare >> 32), (uint)spare];
    }

    /// <summary>Puts the generator where <see cref="GetState"/> was called.</summary>
    /// <param name="state">628 words.</param>
    /// <exception cref="ArgumentException">The length is not 628, or the position lies outside 0..624.</exception>
    public void SetState(ReadOnlySpan<uint> state)
    {
        if (state.Length != MersenneTwister.Length + 4 || state[MersenneTwister.Length] > MersenneTwister.Length)
        {
            throw new ArgumentException($"a state is 628 words with a position of at most 624; found {state.Length} words", nameof(state));
        }

        _twister.SetState(state);
        _hasSpareNormal = state[^3] != 0;
        _spareNormal = BitConverter.UInt64BitsToDouble(((ulong)state[^2] << 32) | state[^1]);
    }
}
