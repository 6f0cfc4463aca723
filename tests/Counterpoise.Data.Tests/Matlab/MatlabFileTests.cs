using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Counterpoise.Data;
using Counterpoise.Data.Matlab;

namespace Counterpoise.Tests.Data;

public class MatlabFileTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Matrices_are_read_column_by_column_packed_or_not(bool compressed)
    {
        var file = Make(Matrix("A", 2, 3, [1, 4, 2, 5, 3, 6]), compressed);
        var read = MatlabFile.Read(file, "made");
        Assert.Equal([1, 2, 3, 4, 5, 6], read["A"].Data);
        Assert.Equal((2, 3), (read["A"].Rows, read["A"].Columns));
    }

    [Fact]
    public void Small_whole_numbers_stand_for_doubles_and_other_kinds_are_passed_over()
    {
        // MATLAB stores doubles that are small whole numbers as bytes.
        var bytes = Element(14, [.. Element(6, [6, 0, 0, 0, 0, 0, 0, 0]), .. Element(5, [.. Int(1), .. Int(3)]),
            .. Element(1, Encoding.ASCII.GetBytes("k")), .. Element(2, [7, 0, 255])]);
        var text = Element(14, [.. Element(6, [4, 0, 0, 0, 0, 0, 0, 0]), .. Element(5, [.. Int(1), .. Int(1)]),
            .. Element(1, Encoding.ASCII.GetBytes("s")), .. Element(4, [65, 0])]);
        var read = MatlabFile.Read(Make([.. text, .. bytes]), "made");
        Assert.Equal([7, 0, 255], Assert.Single(read).Value.Data);
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_is_read_or_refused_and_never_worse()
    {
        var whole = Make([.. Matrix("A", 2, 2, [1, 2, 3, 4]), .. Matrix("longer_name", 1, 2, [5, 6])]);
        for (var length = 0; length < whole.Length; length++) ReadOrRefuse(whole[..length]);
        var packed = Make(Matrix("A", 2, 2, [1, 2, 3, 4]), compressed: true);
        foreach (var file in new[] { whole, packed })
        {
            for (var i = 0; i < file.Length; i++)
            {
                foreach (var value in new byte[] { 0, 1, 0x7F, 0xFF })
                {
                    byte[] changed = [.. file];
                    changed[i] = value;
                    ReadOrRefuse(changed);
                }
            }
        }
    }

    [Fact]
    public void Claims_beyond_the_bytes_and_bombs_are_refused_with_what_was_found()
    {
        var huge = Matrix("A", 1, 1, [1]);
        BinaryPrimitives.WriteInt32LittleEndian(huge.AsSpan(32), 2_000_000_000);
        Assert.Contains("claims 2000000000 x 1", Assert.Throws<TableFormatException>(() => MatlabFile.Read(Make(huge), "made")).Message);
        var bomb = Make(Matrix("A", 1000, 1000, new double[1_000_000]), compressed: true);
        Assert.True(bomb.Length < 20_000);
        Assert.Contains("unpacks to more than", Assert.Throws<TableFormatException>(() =>
            MatlabFile.Read(bomb, "made", new MatlabReadOptions { MaxVariableBytes = 1 << 20 })).Message);
        byte[] hdf = [.. Make([])];
        hdf[125] = 2;
        Assert.Contains("-v7", Assert.Throws<TableFormatException>(() => MatlabFile.Read(hdf, "made")).Message);
        Assert.Throws<FileNotFoundException>(() => MatlabFile.Read("none.mat"));
    }

    [Fact]
    public void The_bridge_responses_are_read_as_they_lie()
    {
        var read = MatlabFile.Read(Repository.Data("bridge-seismic/data_EDP1-1.mat"));
        Assert.Equal((1640, 16), (read["X_scaled"].Rows, read["X_scaled"].Columns));
        Assert.Equal((1, 1640), (read["y"].Rows, read["y"].Columns));
        Assert.Equal(0.000265678, read["y"].Data.Min(), 9);
        Assert.Equal(0.0447103, read["y"].Data.Max(), 7);
        Assert.Equal(6.23, read["X_scaled"].Column(0).Max(), 2);
    }

    private static void ReadOrRefuse(byte[] file)
    {
        try
        {
            Assert.All(MatlabFile.Read(file, "made").Values, m => Assert.Equal(m.Rows * m.Columns, m.Data.Length));
        }
        catch (TableFormatException fault)
        {
            Assert.StartsWith("made: ", fault.Message);
        }
    }

    private static byte[] Make(byte[] elements, bool compressed = false)
    {
        byte[] header = [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(124)), 0, 1, (byte)'I', (byte)'M'];
        if (!compressed) return [.. header, .. elements];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(elements);
        return [.. header, .. Int(15), .. Int((int)packed.Length), .. packed.ToArray()];
    }

    private static byte[] Matrix(string name, int rows, int columns, double[] values) => Element(14,
        [.. Element(6, [6, 0, 0, 0, 0, 0, 0, 0]), .. Element(5, [.. Int(rows), .. Int(columns)]),
            .. Element(1, Encoding.ASCII.GetBytes(name)), .. Element(9, [.. values.SelectMany(BitConverter.GetBytes)])]);

    private static byte[] Element(int type, byte[] data) =>
        [.. Int(type), .. Int(data.Length), .. data, .. new byte[(8 - (data.Length % 8)) % 8]];

    private static byte[] Int(int value) => BitConverter.GetBytes(value);
}
