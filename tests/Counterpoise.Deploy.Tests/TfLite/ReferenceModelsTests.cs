using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using Counterpoise.Deploy.Int8;
using Counterpoise.Deploy.TfLite;

namespace Counterpoise.Deploy.Tests.TfLite;

/// <summary>The MLPerf Tiny reference models give the bytes of a public runtime.</summary>
public sealed class ReferenceModelsTests
{
    private static string Folder
    {
        get
        {
            var folder = Path.Combine(Counterpoise.Tests.Repository.Root, "..", "shared", "data", "tflite-reference");
            Assert.SkipUnless(Directory.Exists(folder), "needs ../shared/data/tflite-reference (MLPerf Tiny reference models)");
            return folder;
        }
    }

    private static IntegerNetwork Read(string path, RoundingMode mode = RoundingMode.Single) =>
        TfLiteFile.ReadInt8(Path.Combine(Folder, path), mode);

    private static sbyte[][] Rows(string path, int length, int offset)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, path));
        return [.. bytes.Chunk(length).Select(row => Array.ConvertAll(row, b => (sbyte)((offset == 0 ? (sbyte)b : b - offset))))];
    }

    private static int[][] Expected(string path, int outputs) =>
        [.. File.ReadLines(Path.Combine(Folder, path)).Skip(1).Select(line => line.Split(',')).Select(cells =>
            cells.Skip(cells.Length - Columns(path, cells.Length, outputs)).Take(outputs)
                .Select(c => int.Parse(c, CultureInfo.InvariantCulture)).ToArray())];

    private static int Columns(string path, int cells, int outputs)
    {
        var header = File.ReadLines(Path.Combine(Folder, path)).First().Split(',');
        return cells - Array.IndexOf(header, "q0");
    }

    [Theory]
    [InlineData("image-classification/pretrainedResnet_quant.tflite", "image-classification/inputs.u8", 128,
        "image-classification/expected.csv", 100)]
    [InlineData("keyword-spotting/kws_ref_model.tflite", "keyword-spotting/inputs.i8", 0, "keyword-spotting/expected.csv", 16)]
    [InlineData("visual-wake-words/vww_96_int8.tflite", "visual-wake-words/inputs.u8", 128, "visual-wake-words/expected.csv", 10)]
    public void EveryStoredOutputIsReproducedByteForByte(string model, string inputs, int offset, string outputs, int count)
    {
        var network = Read(model);
        var rows = Rows(inputs, network.Tensors[network.Input].Length, offset);
        var expected = Expected(outputs, network.Tensors[network.Output].Length);
        Assert.Equal(count, rows.Length);
        Assert.Equal(count, expected.Length);
        var memory = network.CreateMemory();
        for (var i = 0; i < count; i++)
            Assert.Equal(expected[i], network.Run(rows[i], memory).ToArray().Select(q => (int)q));
    }

    [Fact]
    public void TheAnomalyDetectorReproducesAllWindowsOfAFileAndOtherRoundingsDoNot()
    {
        var network = Read("anomaly-detection/ad01_int8.tflite");
        var (windows, expected) = Windows(network);
        Assert.Equal(0, Differing(network, windows, expected));
        Assert.Equal(39_954, Differing(Read("anomaly-detection/ad01_int8.tflite", RoundingMode.Double), windows, expected));
        Assert.Equal(39_929, Differing(Read("anomaly-detection/ad01_int8.tflite", RoundingMode.DoubleTiesUp), windows, expected));
    }

    [Fact]
    public void TheStoredAnomalyScoreIsThatOfTheOlderRounding()
    {
        var network = Read("anomaly-detection/model_ToyCar_quant_fullint_micro.tflite", RoundingMode.DoubleTiesUp);
        var features = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(
            Path.Combine(Folder, "anomaly-detection/normal_id_01_00000000_hist_librosa.bin")));
        var (x, y) = (network.Tensors[network.Input].Quantization, network.Tensors[network.Output].Quantization);
        var total = 0.0;
        for (var window = 0; window < 196; window++)
        {
            var values = features.Slice(window * 128, 640).ToArray();
            var output = network.Run(Array.ConvertAll(values, v => x.Quantize(v)));
            var squared = 0.0;
            for (var i = 0; i < values.Length; i++) squared += Math.Pow(values[i] - y.Dequantize(output[i]), 2);
            total += squared / values.Length;
        }

        Assert.Equal(10.260287653, total / 196, 5e-7);
    }

    [Fact]
    public void EveryLayerWritesTheBytesOfTheReference()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "layers.json")));
        Check(json, "image-classification", "image-classification/pretrainedResnet_quant.tflite", "image-classification/inputs.u8", 128);
        Check(json, "keyword-spotting", "keyword-spotting/kws_ref_model.tflite", "keyword-spotting/inputs.i8", 0);
        Check(json, "visual-wake-words", "visual-wake-words/vww_96_int8.tflite", "visual-wake-words/inputs.u8", 128);
    }

    [Fact]
    public void AHybridModelIsRefused()
    {
        var path = Path.Combine(Folder, "keyword-spotting/kws_ref_model_float32.tflite");
        Assert.Contains("expected a computed int8 tensor", Assert.Throws<TfLiteException>(() => TfLiteFile.ReadInt8(path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void NoDamagedFileEndsInAnythingButItsException()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, "keyword-spotting/kws_ref_model.tflite"));
        var random = new Random(1);
        for (var trial = 0; trial < 400; trial++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var i = 0; i < 1 + (trial % 20); i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (trial % 5 == 0) damaged = damaged[..random.Next(damaged.Length)];
            try
            {
                TfLiteFile.ParseInt8(damaged, "damaged");
            }
            catch (TfLiteException e)
            {
                Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static void Check(JsonDocument json, string name, string model, string inputs, int offset)
    {
        var entry = json.RootElement.GetProperty(name);
        var network = Read(model);
        var input = Rows(inputs, network.Tensors[network.Input].Length, offset)[entry.GetProperty("input_index").GetInt32()];
        var memory = network.CreateMemory();
        network.Run(input, memory);
        var layers = entry.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal(network.Layers.Count, layers.Length);
        foreach (var (layer, expected) in network.Layers.Zip(layers))
        {
            var bytes = MemoryMarshal.AsBytes(memory[layer.Output]);
            var crc = Crc32.HashToUInt32(bytes).ToString("x8", CultureInfo.InvariantCulture);
            Assert.Equal(expected.GetProperty("crc32").GetString(), crc);
        }
    }

    private static (sbyte[][] Windows, sbyte[][] Expected) Windows(IntegerNetwork network)
    {
        var features = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(
            Path.Combine(Folder, "anomaly-detection/normal_id_01_00000000_hist_librosa.bin"))).ToArray();
        var x = network.Tensors[network.Input].Quantization;
        return ([.. Enumerable.Range(0, 196).Select(w => Array.ConvertAll(features[(w * 128)..((w * 128) + 640)], v => x.Quantize(v)))],
            Rows("anomaly-detection/expected.i8", 640, 0));
    }

    private static int Differing(IntegerNetwork network, sbyte[][] windows, sbyte[][] expected)
    {
        var memory = network.CreateMemory();
        var differing = 0;
        for (var w = 0; w < windows.Length; w++)
        {
            var output = network.Run(windows[w], memory);
            for (var i = 0; i < output.Length; i++) differing += output[i] == expected[w][i] ? 0 : 1;
        }

        return differing;
    }
}
