using System.Globalization;
using Counterpoise.Numerics;

namespace Counterpoise.Tests.Numerics;

public unsafe class LargeArrayTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(3_000_000)]
    public void Zeros_are_zeros(int length)
    {
        var array = LargeArray.Zeros<double>(length);

        Assert.Equal(length, array.Length);
        Assert.DoesNotContain(array, value => value != 0);
    }

    [Fact]
    public void A_pinned_array_can_be_written_to_its_end()
    {
        var array = LargeArray.Uninitialized<float>(5_000_001, pinned: true);

        Array.Fill(array, 2f);

        Assert.Equal(2f, array[^1]);
    }

    [Fact]
    public void On_Linux_a_large_array_asks_for_huge_pages()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/sys/kernel/mm/transparent_hugepage/enabled"),
            "only Linux has a setting for huge pages");
        var array = LargeArray.Uninitialized<double>(4 << 20);
        fixed (double* first = array)
        {
            // The middle of the array: its ends share pages with what lies beside it.
            Assert.Contains("hg", FlagsOf((ulong)first + (16 << 20)), StringComparison.Ordinal);
        }
    }

    /// <summary>The flags of the mapping that holds an address.</summary>
    private static string FlagsOf(ulong address)
    {
        var inside = false;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            var head = line.Split(' ')[0];
            if (head.Split('-') is [var from, var to] && TryParse(from, out var start) && TryParse(to, out var end))
            {
                inside = address >= start && address < end;
            }
            else if (inside && head == "VmFlags:")
            {
                return line;
            }
        }

        return "no mapping holds the address";
    }

    private static bool TryParse(string text, out ulong address) =>
        ulong.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out address);
}
