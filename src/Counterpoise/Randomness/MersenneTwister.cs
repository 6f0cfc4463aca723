using System.Runtime.CompilerServices;

namespace Counterpoise.Randomness;

/// <summary>The 32-bit Mersenne Twister MT19937: 624 words of state, seeded as its authors seed it.</summary>
/// <remarks>
/// Reference: Matsumoto and Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random
/// number generator", ACM TOMACS 1998, doi:10.1145/272991.272995.
/// </remarks>
internal sealed class MersenneTwister
{
    internal const int Length = 624;
    private const int Middle = 397;
    private readonly uint[] _words = new uint[Length];
    private int _position = Length;

    internal void Seed(uint seed)
    {
        for (var i = 0; i < Length; i++)
        {
            _words[i] = seed;
            seed = (1812433253u * (seed ^ (seed >> 30))) + (uint)i + 1;
        }

        _position = Length;
    }

    internal void Seed(ReadOnlySpan<uint> key)
    {
        Seed(19650218u);
        int i = 1, j = 0;
        for (var k = Math.Max(Length, key.Length); k > 0; k--)
        {
            _words[i] = (_words[i] ^ ((_words[i - 1] ^ (_words[i - 1] >> 30)) * 1664525u)) + key[j] + (uint)j;
            j = (j + 1) % key.Length;
            i = Advance(i);
        }

        for (var k = Length - 1; k > 0; k--)
        {
            _words[i] = (_words[i] ^ ((_words[i - 1] ^ (_words[i - 1] >> 30)) * 1566083941u)) - (uint)i;
            i = Advance(i);
        }

        _words[0] = 0x80000000u;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Next()
    {
        if (_position == Length)
        {
            Refill();
        }

        var y = _words[_position++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    /// <summary>The state as 624 words and, last, the position within them.</summary>
    internal uint[] GetState() => [.. _words, (uint)_position];

    internal void SetState(ReadOnlySpan<uint> state)
    {
        state[..Length].CopyTo(_words);
        _position = (int)state[Length];
    }

    private int Advance(int i)
    {
        if (++i < Length)
        {
            return i;
        }

        _words[0] = _words[Length - 1];
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Refill()
    {
        var words = _words.AsSpan(0, Length);
        for (var i = 0; i < Length - Middle; i++)
        {
            words[i] = words[i + Middle] ^ Mix(words[i], words[i + 1]);
        }

        for (var i = Length - Middle; i < Length - 1; i++)
        {
            words[i] = words[i + Middle - Length] ^ Mix(words[i], words[i + 1]);
        }

        words[Length - 1] = words[Middle - 1] ^ Mix(words[Length - 1], words[0]);
        _position = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint upper, uint lower)
    {
        var y = (upper & 0x80000000u) | (lower & 0x7fffffffu);
        return (y >> 1) ^ (0x9908b0dfu & (0u - (y & 1)));
    }
}
