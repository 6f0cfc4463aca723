using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Counterpoise.Randomness;

/// <summary>
/// A named random stream: xoshiro256** seeded from (run seed, name, keys), so that the draws of one purpose never depend
/// on how often another purpose drew, nor on the number of threads.
/// </summary>
/// <remarks>Reference: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 2021, doi:10.1145/3460772.</remarks>
public sealed class RandomStream : IRandomSource
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Creates the unnamed stream of a seed.</summary>
    /// <param name="seed">Any value; equal seeds give equal draws.</param>
    public RandomStream(ulong seed) : this(seed, "")
    {
    }

    /// <summary>Creates the stream of a purpose within a run.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="name">The purpose, such as <c>split</c>, <c>init</c>, <c>augment</c>, <c>shuffle</c> or <c>dropout</c>.</param>
    /// <param name="keys">Further coordinates, such as epoch, sample and view.</param>
    public RandomStream(ulong seed, string name, params ReadOnlySpan<ulong> keys)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = Encoding.UTF8.GetByteCount(name);
        var length = 8 + (8 * keys.Length) + text;
        Span<byte> input = length <= 512 ? stackalloc byte[length] : new byte[length];
        BinaryPrimitives.WriteUInt64LittleEndian(input, seed);
        for (var i = 0; i < keys.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(input[(8 + (8 * i))..], keys[i]);
        }

        Encoding.UTF8.GetBytes(name, input[(8 + (8 * keys.Length))..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        SetState([
            BinaryPrimitives.ReadUInt64LittleEndian(digest), BinaryPrimitives.ReadUInt64LittleEndian(digest[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(digest[16..]), BinaryPrimitives.ReadUInt64LittleEndian(digest[24..])]);
    }

    /// <summary>Draws 64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <inheritdoc/>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc/>
    public long NextInteger(long exclusiveUpper)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveUpper, 1);
        var n = (ulong)exclusiveUpper;
        var high = Math.BigMul(NextUInt64(), n, out var low);
        if (low < n)
        {
            // Lemire's rejection keeps the draw exactly uniform.
            var threshold = (0 - n) % n;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), n, out low);
            }
        }

        return (long)high;
    }

    /// <inheritdoc/>
    public double NextNormal()
    {
        // Box-Muller without a cached second value: the state is the four words and nothing else.
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <inheritdoc/>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = (int)NextInteger(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Returns the four state words, to be given to <see cref="SetState"/> when a run is resumed.</summary>
    public ulong[] GetState() => [_s0, _s1, _s2, _s3];

    /// <summary>Puts the stream where <see cref="GetState"/> was called.</summary>
    /// <param name="state">Four words, not all zero.</param>
    /// <exception cref="ArgumentException">The length is not 4, or all words are zero.</exception>
    public void SetState(ReadOnlySpan<ulong> state)
    {
        if (state.Length != 4 || (state[0] | state[1] | state[2] | state[3]) == 0)
        {
            throw new ArgumentException($"a state is four words that are not all zero; found {state.Length} words", nameof(state));
        }

        (_s0, _s1, _s2, _s3) = (state[0], state[1], state[2], state[3]);
    }
}
