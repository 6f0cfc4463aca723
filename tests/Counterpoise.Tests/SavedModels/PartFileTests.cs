using System.Buffers.Binary;
using System.Security.Cryptography;
using Counterpoise.Numerics;
using Counterpoise.SavedModels;

namespace Counterpoise.Tests.SavedModels;

public sealed class PartFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_value_is_read_back_as_it_was_written()
    {
        var path = Write(part =>
        {
            part.Text("name", "Zürich \"7\"\n");
            part.Texts("names", ["a", ""]);
            part.Flag("flag", true);
            part.Integer("integer", -7);
            part.Number("number", Math.BitIncrement(0.1));
            part.Numbers("numbers", [double.NaN, double.NegativeInfinity, -0.0, 1e-320]);
            part.Integers("integers", [int.MinValue, 3]);
            part.Bytes("bytes", [1, 2, 3]);
            part.Matrix("matrix", new DenseMatrix(2, 3, [1, 2, 3, 4, 5, 6]));
            part.Part("part", own => own.Text("own", "x"));
            part.Parts("parts", [1, 2], (own, i) => own.Integer("i", i));
        });
        PartFile.Read(path, part =>
        {
            Assert.Equal("Zürich \"7\"\n", part.Text("name"));
            Assert.Equal(["a", ""], part.Texts("names"));
            Assert.True(part.Flag("flag"));
            Assert.Equal(-7, part.Integer("integer", -10));
            Assert.Equal(Math.BitIncrement(0.1), part.Number("number"));
            Assert.Equal([double.NaN, double.NegativeInfinity, -0.0, 1e-320], part.Numbers("numbers"));
            Assert.Equal([int.MinValue, 3], part.Integers("integers", int.MinValue, int.MaxValue));
            Assert.Equal([1, 2, 3], part.Bytes("bytes"));
            Assert.Equal((2, 3, 6.0), (part.Matrix("matrix") is var m ? m.Rows : 0, m.Columns, m[1, 2]));
            Assert.Equal("x", part.Part("part").Text("own"));
            Assert.Equal([1, 2], part.Parts("parts").Select(p => p.Integer("i")));
            Assert.False(part.Has("other"));
            return 0;
        });
        Assert.True(PartFile.Is(path));
    }

    [Fact]
    public void What_is_no_such_file_is_named_with_what_is_wrong()
    {
        var good = File.ReadAllBytes(Write(part => part.Numbers("n", [1, 2, 3])));
        Refused("does not begin with CPMODEL1", "a poem about models, long enough to have a head"u8.ToArray());
        Refused("does not begin with CPMODEL1", []);
        Refused("another version of the format ('7'", [.. "CPMODEL7"u8, .. good[8..]]);
        Refused("ends after 20 bytes", good[..20]);
        Refused("check sum", good[..^1]);
        for (var i = 8; i < good.Length; i += 5)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 1;
            Refused("check sum", bad);
        }

        var endless = (byte[])good.Clone();
        BinaryPrimitives.WriteUInt64LittleEndian(endless.AsSpan(40), ulong.MaxValue);
        SHA256.HashData(endless.AsSpan(40), endless.AsSpan(8, 32));
        Refused("the description would have", endless);
        Assert.False(PartFile.Is(_folder.File("none")));
        Assert.False(PartFile.Is(_folder.Write("short", "CPM")));
    }

    [Fact]
    public void Texts_that_are_no_utf8_are_damage()
    {
        var bytes = File.ReadAllBytes(Write(part => part.Text("name", "AAAA")));
        bytes[bytes.AsSpan().IndexOf("AAAA"u8)] = 0xFF;
        SHA256.HashData(bytes.AsSpan(40), bytes.AsSpan(8, 32));
        var path = _folder.File("model.cpm");
        File.WriteAllBytes(path, bytes);
        Assert.Contains("is no UTF-8", Assert.Throws<InvalidDataException>(() => PartFile.Read(path, part => part.Text("name"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_that_overlap_take_no_more_memory_than_the_file_has()
    {
        var path = Write(part =>
        {
            part.Numbers("n", new double[1000]);
            part.Numbers("m", [1]);
        });
        Assert.Contains("overlap", Assert.Throws<InvalidDataException>(() =>
            PartFile.Read(path, part => (part.Numbers("n"), part.Numbers("n")))).Message);
        Assert.Contains("expected 2", Assert.Throws<InvalidDataException>(() => PartFile.Read(path, part => part.Numbers("m", 2))).Message);
        Assert.Contains("expected 'i32'", Assert.Throws<InvalidDataException>(() => PartFile.Read(path, part => part.Integers("m", 0, 9)))
            .Message);
    }

    [Fact]
    public void A_number_that_json_cannot_hold_is_refused_and_nothing_is_written()
    {
        var path = _folder.File("none.cpm");
        Assert.Throws<ArgumentException>(() => PartFile.Write(path, part => part.Number("n", double.NaN)));
        Assert.False(File.Exists(path));
    }

    private string Write(Action<PartWriter> write)
    {
        var path = _folder.File("model.cpm");
        PartFile.Write(path, write);
        return path;
    }

    private void Refused(string expected, byte[] bytes)
    {
        var path = _folder.File("bad.cpm");
        File.WriteAllBytes(path, bytes);
        var fault = Assert.Throws<InvalidDataException>(() => PartFile.Read(path, part => part.Numbers("n")));
        Assert.Contains(expected, fault.Message);
        Assert.Contains(path, fault.Message);
    }
}
