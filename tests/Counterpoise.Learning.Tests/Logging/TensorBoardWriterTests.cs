using System.Buffers.Binary;
using System.Text;
using Counterpoise.Learning.Logging;
using Counterpoise.Learning.Logging.Protos;

namespace Counterpoise.Tests.Learning.Logging;

public class TensorBoardWriterTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void What_is_written_reads_back_through_the_protobuf()
    {
        using var folder = new TemporaryFolder();
        string path;
        using (var writer = new TensorBoardWriter(folder.File("events"), Start))
        {
            path = writer.Path;
            writer.WriteScalars(3, new Dictionary<string, double> { ["train/loss"] = 0.5, ["contrastive/tau"] = 0.07 },
                Start.AddSeconds(1));
        }

        var events = Read(path);
        Assert.Equal(2, events.Count);
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal(3, events[1].Step);
        Assert.Equal(1767323046.0, events[1].WallTime);
        Assert.Equal([("train/loss", 0.5f), ("contrastive/tau", 0.07f)], events[1].Summary.Value.Select(v => (v.Tag, v.SimpleValue)));
    }

    [Fact]
    public void A_resumed_run_appends_without_a_second_header()
    {
        using var folder = new TemporaryFolder();
        string path = "";
        for (var i = 0; i < 2; i++)
        {
            using var writer = new TensorBoardWriter(folder.Path, Start);
            writer.WriteScalars(i, [new("x", i)], Start);
            path = writer.Path;
        }

        Assert.Equal(["brain.Event:2", "", ""], Read(path).Select(e => e.FileVersion));
    }

    [Fact]
    public void The_checksum_is_the_masked_crc_32c_of_the_record_format()
    {
        // CRC-32C of "123456789" is e3069283 (RFC 3720); the mask rotates right by 15 and adds a constant.
        var crc = 0xe3069283u;
        Assert.Equal(((crc >> 15) | (crc << 17)) + 0xa282ead8u, TensorBoardWriter.MaskedCrc(Encoding.ASCII.GetBytes("123456789")));
    }

    private static List<Event> Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var events = new List<Event>();
        while (bytes.Length > 0)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
            Assert.Equal(TensorBoardWriter.MaskedCrc(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            var data = bytes.Slice(12, length);
            Assert.Equal(TensorBoardWriter.MaskedCrc(data), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            events.Add(Event.Parser.ParseFrom(data));
            bytes = bytes[(16 + length)..];
        }

        return events;
    }
}
