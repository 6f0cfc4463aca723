using System.Text;
using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files;

public sealed class NpyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;

    private string Target => Path.Combine(_folder, "file.npy");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("float64.npy")]
    [InlineData("float32.npy")]
    [InlineData("float16.npy")]
    [InlineData("int64.npy")]
    [InlineData("int32.npy")]
    [InlineData("int16.npy")]
    [InlineData("int8.npy")]
    [InlineData("uint8.npy")]
    [InlineData("bool.npy")]
    [InlineData("scalar.npy")]
    [InlineData("empty.npy")]
    public void The_bytes_written_are_NumPys(string name)
    {
        using var archive = NpyFile.Open(WeightFixtures.Path(name));
        NpyFile.Save(Target, archive.Tensors["tensor"]);
        Assert.Equal(File.ReadAllBytes(WeightFixtures.Path(name)), File.ReadAllBytes(Target));
    }

    [Fact]
    public void Fortran_order_and_big_endian_are_written_as_C_order_and_little_endian()
    {
        using (var archive = NpyFile.Open(WeightFixtures.Path("big_fortran.npy")))
            NpyFile.Save(Target, archive.Tensors["tensor"]);
        using var written = NpyFile.Open(Target);
        Assert.Equal([0, 1, 2, 3, 4, 5], written.Tensors["tensor"].ToArray<int>());
        Assert.Contains("'<i4', 'fortran_order': False, 'shape': (2, 3)", File.ReadAllText(Target, Encoding.Latin1),
            StringComparison.Ordinal);
    }

    [Fact]
    public void BFloat16_is_refused_and_no_file_is_left()
    {
        var fault = Assert.Throws<ArgumentException>(() => NpyFile.Save(Target, StoredTensor.Of([1], new BFloat16[1])));
        Assert.Contains("safetensors", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Python_objects_are_refused_by_their_type()
    {
        var fault = Assert.Throws<WeightFileException>(() => NpyFile.Open(WeightFixtures.Path("object.npy")));
        Assert.Contains("'|O'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8, null)]
    [InlineData("{\"shape\": (2L,), 'fortran_order': True, 'descr': '<f4'}", 8, null)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 7, "7 bytes after the header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 9, "expected 8 for Float32 of shape [2]")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", 8, "impossible shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", 8, "a whole number")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 8, "a whole number")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", 8, "'<c8'")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (1,), }", 8, "element type ''")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", 8, "quoted text")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8, "'descr' unknown or twice")]
    [InlineData("{'descr': '<f4', 'order': False, 'shape': (2,), }", 8, "'order' unknown or twice")]
    [InlineData("{'descr': '<f4', 'shape': (2,), }", 8, "expected descr, fortran_order and shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': Falsy, 'shape': (2,), }", 8, "True or False")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } + 1", 8, "'+ 1'")]
    [InlineData("{'descr': '<f4", 8, "quoted text")]
    [InlineData("", 8, "the header's end")]
    public void A_header_is_believed_only_when_it_is_whole_and_true(string header, int dataBytes, string? fault)
    {
        File.WriteAllBytes(Target, [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length),
            .. Encoding.Latin1.GetBytes(header), .. new byte[dataBytes]]);
        if (fault is null)
        {
            using var archive = NpyFile.Open(Target);
            Assert.Equal([2L], archive.Tensors["tensor"].Shape);
            return;
        }

        Assert.Contains(fault, Assert.Throws<WeightFileException>(() => NpyFile.Open(Target)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 4, 0, 2, 0 }, "version 4.0")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 1, 1, 2, 0 }, "version 1.1")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 2, 0, 255, 255, 255, 255 }, "a header of 4294967295 bytes")]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 1, 0, 9 }, "damaged file")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, "the start 0102030405060708")]
    public void A_start_that_lies_is_refused(byte[] start, string found)
    {
        File.WriteAllBytes(Target, start);
        Assert.Contains(found, Assert.Throws<WeightFileException>(() => NpyFile.Open(Target)).Message, StringComparison.Ordinal);
    }
}
