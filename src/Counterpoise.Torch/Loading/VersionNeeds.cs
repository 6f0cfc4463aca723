using System.Runtime.InteropServices;
using System.Text;

namespace Counterpoise.Torch;

/// <summary>
/// The symbol versions that a shared library asks of others: the section <c>.gnu.version_r</c> of an ELF file (System V ABI; Linux Standard
/// Base, "Symbol Versioning").
/// </summary>
internal static class VersionNeeds
{
    private const uint VersionNeedSection = 0x6ffffffe;
    private const byte WeakFlag = 2;

    /// <summary>Sets the weak flag of every need of a version, so that the loader does without it.</summary>
    /// <param name="elf">A file of 64 bits, little-endian; anything else is left as it is.</param>
    /// <param name="version">The version's name, such as GLIBCXX_3.4.32.</param>
    /// <returns>How many needs were marked.</returns>
    internal static int Weaken(Span<byte> elf, string version)
    {
        ReadOnlySpan<byte> magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        if (elf.Length < 64 || !elf[..6].SequenceEqual(magic))
        {
            return 0;
        }

        var sections = elf[checked((int)Read<long>(elf, 0x28))..];
        int size = Read<ushort>(elf, 0x3A), count = Read<ushort>(elf, 0x3C);
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            var section = sections[(i * size)..];
            if (Read<uint>(section, 4) == VersionNeedSection)
            {
                var strings = sections[(checked((int)Read<uint>(section, 0x28)) * size)..];
                found += WeakenIn(elf, checked((int)Read<long>(section, 0x18)), checked((int)Read<long>(strings, 0x18)), version);
            }
        }

        return found;
    }

    /// <summary>
    /// Walks the needed libraries from an offset on, and the versions of each; both are chained by relative offsets that end with 0.
    /// </summary>
    private static int WeakenIn(Span<byte> elf, int library, int strings, string version)
    {
        var found = 0;
        for (var next = library; ;)
        {
            for (var need = next + checked((int)Read<uint>(elf, next + 8)); ;)
            {
                var name = elf[(strings + checked((int)Read<uint>(elf, need + 8)))..];
                if (Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]) == version)
                {
                    elf[need + 4] |= WeakFlag;
                    found++;
                }

                var step = Read<uint>(elf, need + 12);
                if (step == 0)
                {
                    break;
                }

                need += checked((int)step);
            }

            var onward = Read<uint>(elf, next + 12);
            if (onward == 0)
            {
                return found;
            }

            next += checked((int)onward);
        }
    }

    private static T Read<T>(ReadOnlySpan<byte> from, int at)
        where T : unmanaged
        => MemoryMarshal.Read<T>(from[at..]);
}
