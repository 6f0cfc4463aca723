using Counterpoise.Torch.Files;
using Counterpoise.Torch.Tests.Files.Pickle;

namespace Counterpoise.Torch.Tests.Files;

public sealed class PickleFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("nested.zip.pth")]
    [InlineData("nested.legacy.pth")]
    [InlineData("protocol3.pth")]
    [InlineData("protocol4.pth")]
    [InlineData("protocol5.pth")]
    public void Numbers_texts_and_containers_stand_in_the_root(string name)
    {
        using var archive = PickleFile.Open(WeightFixtures.Path(name));
        var root = Assert.IsType<OrderedDictionary<object, object?>>(archive.Root);
        Assert.Equal(3L, root["epoch"]);
        Assert.Equal(0.75, root["best"]);
        Assert.Equal(1L << 40, root["big"]);
        Assert.Equal(-5L, root["negative"]);
        Assert.Equal("grüße", root["name"]);
        Assert.Equal(true, root["on"]);
        Assert.Null(root["none"]);
        Assert.Equal(new byte[] { 0, 255 }, root["bytes"]);
        Assert.Equal(new object[] { 2L, 3L }, root["shape"]);
        Assert.Equal("cpu", root["device"]);
        Assert.Equal("torch.float16", root["dtype"]);
        var optimizer = Assert.IsType<OrderedDictionary<object, object?>>(root["optimizer"]);
        var state = Assert.IsType<OrderedDictionary<object, object?>>(optimizer["state"]);
        Assert.Same(archive.Tensors["optimizer.state.0.step"], ((OrderedDictionary<object, object?>)state[0L]!)["step"]);
    }

    [Theory]
    [InlineData("attack.zip.pth", "'posix.system'")]
    [InlineData("attack.legacy.pth", "'posix.system'")]
    [InlineData("whole-module.pth", "'torch.nn.modules.container.Sequential'")]
    public void A_global_that_is_not_allowed_is_refused_by_its_name(string name, string global)
    {
        var fault = Assert.Throws<WeightFileException>(() => PickleFile.Open(WeightFixtures.Path(name)));
        Assert.Contains(global, fault.Message, StringComparison.Ordinal);
        Assert.Contains("state_dict", fault.Message, StringComparison.Ordinal);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0080\u0002}.", "magic number")] // an object where the number should be
    [InlineData("\u0080\u0002\u008a\u000al\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00ea\u0003.", "format version 1002")]
    [InlineData("\u0080\u0002X\u00ff\u00ff\u00ff\u00ffab", "4294967295 more bytes")]
    [InlineData("\u0080\u0009N.", "protocol 9")]
    [InlineData("\u0080\u0002i", "opcode 0x69")]
    [InlineData("\u0080\u0002t.", "no mark")]
    [InlineData("\u0080\u00020.", "an empty stack")]
    [InlineData("\u0080\u0002h\u0007.", "memo entry 7")]
    [InlineData("\u0080\u0002}NNs.", "dictionary key")]
    [InlineData("\u0080\u0002}(Nu.", "a key without a value")]
    [InlineData("\u0080\u0002NNb.", "another value")]
    [InlineData("\u0080\u0002ccollections\nOrderedDict\nK\u0001\u0085R.", "construction OrderedDict")]
    [InlineData("\u0080\u0002)Q.", "a reference to a storage")]
    public void A_pickle_that_makes_no_sense_is_refused(string pickle, string found)
    {
        var fault = Assert.Throws<WeightFileException>(() => PickleFile.Open(Write(pickle)));
        Assert.Contains(found, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X\u00ff\u00ff\u00ff\u003f")] // a text of 1 GiB
    [InlineData("B\u00ff\u00ff\u00ff\u003f")] // bytes of 1 GiB
    [InlineData("\u008d\u00ff\u00ff\u00ff\u003f\0\0\0\0")] // a text of 1 GiB, its length in eight bytes
    [InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")] // all the bytes there are
    public void A_length_beyond_the_file_takes_no_memory(string opcode)
    {
        var path = Write(PickleText.Protocol + opcode + "abc");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<WeightFileException>(() => PickleFile.Open(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("more bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_holds_itself_is_refused()
    {
        var fault = Assert.Throws<WeightFileException>(() =>
            PickleFile.Open(Write(PickleText.LegacyStart + PickleText.Protocol + "]q\u0000h\u0000a.\u0080\u0002].")));
        Assert.Contains("nested deeper than", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_double_at_each_level_are_refused()
    {
        // Each level holds the one below twice: 2^40 values in a few hundred bytes.
        var doubling = "]" + string.Concat(Enumerable.Range(0, 40).Select(i => $"q{(char)i}0](h{(char)i}h{(char)i}e"));
        var fault = Assert.Throws<WeightFileException>(() =>
            PickleFile.Open(Write(PickleText.LegacyStart + PickleText.Protocol + doubling + ".\u0080\u0002].")));
        Assert.Contains("1000000 values", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructions_that_copy_one_long_text_again_and_again_are_refused()
    {
        var text = new string('x', 200);
        var copies = "c_codecs\nencode\nq\u0000U\u00c8" + text + "q\u0001U\u0006latin1q\u0002000]"
            + string.Concat(Enumerable.Repeat("h\u0000h\u0001h\u0002\u0086Ra", 100));
        var fault = Assert.Throws<WeightFileException>(() =>
            PickleFile.Open(Write(PickleText.LegacyStart + PickleText.Protocol + copies + ".\u0080\u0002].")));
        Assert.Contains("copy more than the pickle holds", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_storage_does_not_stand_for_endless_memory()
    {
        // One float, strides 0, shape [65536, 65536]: 16 GiB.
        var tensor = PickleText.Tensor(1, "NtQ", "K\u0000J\u0000\u0000\u0001\u0000J\u0000\u0000\u0001\u0000\u0086K\u0000K\u0000\u0086")
            + ".";
        var rest = "\u0080\u0002]U\u0001aa.\u0001\0\0\0\0\0\0\0\0\0\0\0";
        var fault = Assert.Throws<WeightFileException>(() =>
            PickleFile.Open(Write(PickleText.LegacyStart + PickleText.Protocol + tensor + rest)));
        Assert.Contains("tensors of 17179869", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("K\u0000", "K\u0003\u0085", "K\u0001\u0085", "one within the 2 elements")] // one element past the end
    [InlineData("K\u0002", "K\u0001\u0085", "K\u0001\u0085", "one within the 2 elements")] // begins after the end
    [InlineData("J\u00ff\u00ff\u00ff\u00ff", "K\u0001\u0085", "K\u0001\u0085", "one within the 2 elements")] // begins before the start
    [InlineData("K\u0000", "K\u0001\u0085", "J\u00ff\u00ff\u00ff\u00ff\u0085", "one within the 2 elements")] // negative stride
    // Overflowing stride.
    [InlineData("K\u0000", "K\u0002\u0085", "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f\u0085",
        "one within the 2 elements")]
    [InlineData("K\u0000", "K\u0001\u0085", "K\u0001K\u0001\u0086", "one within the 2 elements")] // more strides than dimensions
    [InlineData("K\u0000", "J\u00ff\u00ff\u00ff\u00ff\u0085", "K\u0001\u0085", "impossible shape")] // negative length
    [InlineData("K\u0000", "N\u0085", "K\u0001\u0085", "whole numbers")] // no number
    public void A_view_outside_its_storage_is_refused(string offset, string shape, string strides, string found)
    {
        var tensor = PickleText.Tensor(2, "NtQ", offset + shape + strides) + ".";
        var rest = "\u0080\u0002]U\u0001aa.\u0002\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        var fault = Assert.Throws<WeightFileException>(() =>
            PickleFile.Open(Write(PickleText.LegacyStart + PickleText.Protocol + tensor + rest)));
        Assert.Contains(found, fault.Message, StringComparison.Ordinal);
    }

    private string Write(string bytes) => PickleText.Write(_folder, bytes);
}
