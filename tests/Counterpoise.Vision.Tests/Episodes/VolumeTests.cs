using System.Buffers.Binary;
using System.IO.Compression;
using Counterpoise.Randomness;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Episodes;

namespace Counterpoise.Vision.Tests.Episodes;

/// <summary>Volumes: the reader, the normalisation, the layers and the distortions.</summary>
public sealed class VolumeTests
{
    [Theory]
    [InlineData(2, true)]
    [InlineData(4, false)]
    [InlineData(16, true)]
    [InlineData(64, false)]
    [InlineData(512, true)]
    public void Numbers_slope_offset_and_both_byte_orders_are_read(short type, bool isLittle)
    {
        var bytes = Nifti(type, isLittle, offset: 400, slope: 2, intercept: -1, [3, 2, 1]);
        var volume = NiftiFile.Read(new MemoryStream(bytes), "test");
        Assert.Equal([3, 2, 1], volume.Shape);
        Assert.Equal([-1f, 1, 3, 5, 7, 9], volume.Values);
        Assert.Equal(7f, volume[1, 1, 0]);
        Assert.Equal([0.5, 0.5, 0.5], volume.Spacing);
    }

    [Fact]
    public void Packed_files_are_read_and_damage_is_placed()
    {
        using var folder = new Counterpoise.Tests.TemporaryFolder();
        var path = folder.File("v.nii.gz");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            packed.Write(Nifti(16, true, 352, 0, 0, [2, 2, 2]));
        }

        Assert.Equal(8, NiftiFile.Read(path).Values.Length);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..60]);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => { NiftiFile.Read(path); }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 7, "no NIfTI-1 file")]
    [InlineData(40, 9, "number of axes")]
    [InlineData(42, -5, "axis 0")]
    [InlineData(70, 128, "number type")]
    [InlineData(344, 0x3169, "magic")]
    public void A_header_that_cannot_be_is_refused_with_its_place(int at, short value, string expected)
    {
        var bytes = Nifti(16, true, 352, 1, 0, [2, 2, 2]);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), value);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => { NiftiFile.Read(new MemoryStream(bytes), "bad"); }).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_promises_more_than_it_has_is_refused_without_taking_memory_for_it()
    {
        var bytes = Nifti(16, true, 352, 1, 0, [2, 2, 2]);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(42), 30000);
        Assert.Contains("cut off", Assert.Throws<InvalidDataException>(() => { NiftiFile.Read(new MemoryStream(bytes), "short"); })
            .Message, StringComparison.Ordinal);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44), 30000);
        Assert.Contains("at most", Assert.Throws<InvalidDataException>(() => { NiftiFile.Read(new MemoryStream(bytes), "large"); })
            .Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => { NiftiFile.Read(new MemoryStream(bytes[..100]), "header"); });
    }

    [Fact]
    public void A_real_head_is_read()
    {
        const string head = "/usr/share/mricron/templates/ch2.nii.gz";
        Assert.SkipUnless(File.Exists(head), "needs Debian's package mricron-data");
        var volume = NiftiFile.Read(head);
        Assert.Equal([181, 217, 181], volume.Shape);
        Assert.InRange(volume.Values.Average(), 10, 100);
    }

    [Fact]
    public void Masked_normalisation_equals_the_committed_numbers_and_stays_finite_where_there_is_no_mask()
    {
        var expected = OracleJson.Read("prototypes_and_scan.json").GetProperty("masked_norm").EnumerateArray().Select(v => v.GetDouble());
        var target = new float[6];
        Assert.True(MaskedNormalization.Apply([0, 1, 2, 5, 8, 10], target));
        Assert.All(expected.Zip(target), p => Assert.Equal(p.First, p.Second, 1e-6));
        Assert.False(MaskedNormalization.Apply([3, 3, 3, 3, 3, 3], target));
        Assert.All(target, v => Assert.Equal(0, v));
        Assert.True(MaskedNormalization.Apply([0, 0, 0, 0, 0, 9], target));
        Assert.All(target, v => Assert.Equal(0, v));
        Assert.Contains("voxel 1", Assert.Throws<ArgumentException>(() => { MaskedNormalization.Apply([0, float.NaN], new float[2]); })
            .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reversed_gradient_is_minus_alpha_times_the_plain_one()
    {
        using var scope = torch.NewDisposeScope();
        var (plain, reversed) = (torch.arange(4.0, dtype: ScalarType.Float64).requires_grad_(true),
            torch.arange(4.0, dtype: ScalarType.Float64).requires_grad_(true));
        plain.square().sum().backward();
        GradientReversal.Reverse(reversed, 0.5).square().sum().backward();
        Assert.Equal(plain.grad!.ToArray<double>().Select(g => -0.5 * g), reversed.grad!.ToArray<double>());
        Assert.Equal(0, GradientReversal.Ramp(0), 1e-12);
        Assert.InRange(GradientReversal.Ramp(1), 0.9999, 1);
    }

    [Fact]
    public void Modulation_begins_as_the_identity_and_depends_on_the_condition_once_it_has_learnt()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = new FilmLayer(3, 2).Initialize(1);
        var features = torch.randn([2, 2, 2, 2, 2], generator: new torch.Generator(1));
        var conditions = Tensor.FromArray(new long[] { 0, 2 });
        Assert.Equal(features.ToArray<float>(), layer.call(features, conditions).ToArray<float>());
        layer.call(features, conditions).square().sum().backward();
        Assert.All(layer.NamedParameters().Where(p => p.Key != "embedding"), p => Assert.NotEqual(0, p.Value.grad!.abs().sum().ToDouble()));
    }

    [Fact]
    public void The_discriminator_learns_plainly_and_its_branch_the_other_way_round()
    {
        using var scope = torch.NewDisposeScope();
        Dictionary<string, double[]> Gradients(double reversal)
        {
            using var network = new BiparametricNetwork(3, width: 2, embedding: 4) { Reversal = reversal };
            network.Initialize(2).to(ScalarType.Float64);
            network.eval();
            var volumes = torch.randn([3, 1, 4, 8, 8], dtype: ScalarType.Float64, generator: new torch.Generator(3));
            var conditions = Tensor.FromArray(new long[] { 0, 1, 2 });
            var (embedding, told) = network.call(volumes, volumes, conditions);
            Assert.Equal([3L, 4], embedding.Shape);
            Assert.DoesNotContain(network.NamedParameters(), p => !p.Value.isfinite().all().ToBoolean());
            Assert.DoesNotContain(network.NamedBuffers(), b => !b.Value.isfinite().all().ToBoolean());
            Assert.True(told.isfinite().all().ToBoolean());
            torch.nn.functional.cross_entropy(told, conditions).backward();
            return network.NamedParameters().Where(p => p.Value.grad is not null)
                .ToDictionary(p => p.Key, p => p.Value.grad!.ToArray<double>());
        }

        var (one, two) = (Gradients(1), Gradients(2));
        Assert.Equal(one["discriminator.weight"], two["discriminator.weight"]);
        Assert.All(one["diffusion.conv1.weight"].Zip(two["diffusion.conv1.weight"]),
            p => Assert.Equal(2 * p.First, p.Second, 1e-6 + (1e-4 * Math.Abs(p.Second))));
        Assert.Contains(one["diffusion.conv1.weight"], g => g != 0);
        Assert.DoesNotContain("anatomy.conv1.weight", one.Keys);
    }

    [Theory]
    [InlineData(VolumeDistortion.Warp)]
    [InlineData(VolumeDistortion.Ghosting)]
    [InlineData(VolumeDistortion.Noise)]
    [InlineData(VolumeDistortion.Bias)]
    public void A_distortion_of_grade_0_changes_nothing_and_grows_with_its_grade(VolumeDistortion kind)
    {
        float[] block = [.. Enumerable.Range(0, 4 * 16 * 16).Select(i => (float)(0.5 + (0.5 * Math.Sin(i * 0.37))))];
        double Change(double grade)
        {
            var result = VolumeDistortions.Apply(block, 4, 16, 16, kind, grade, new RandomStream(5, "distortion"));
            Assert.All(result, v => Assert.True(float.IsFinite(v)));
            return block.Zip(result, (a, b) => Math.Abs(a - b)).Average();
        }

        Assert.Equal(0, Change(0));
        Assert.True(Change(2) > 1.2 * Change(0.5), $"{Change(0.5):g3} and {Change(2):g3}");
    }

    private static byte[] Nifti(short type, bool isLittle, int offset, float slope, float intercept, short[] shape)
    {
        var voxels = shape.Aggregate(1, (product, n) => product * n);
        var size = type switch { 2 => 1, 4 or 512 => 2, 16 => 4, _ => 8 };
        var bytes = new byte[offset + (voxels * size)];
        void Short(int at, short value)
        {
            if (isLittle)
            {
                BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), value);
            }
            else
            {
                BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(at), value);
            }
        }

        void Float(int at, float value)
        {
            if (isLittle)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);
            }
            else
            {
                BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(at), value);
            }
        }

        if (isLittle)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, 348);
        }
        else
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, 348);
        }

        Short(40, (short)shape.Length);
        for (var i = 0; i < shape.Length; i++)
        {
            Short(42 + (2 * i), shape[i]);
            Float(80 + (4 * i), -0.5f);
        }

        Short(70, type);
        Float(108, offset);
        Float(112, slope);
        Float(116, intercept);
        "n+1\0"u8.CopyTo(bytes.AsSpan(344));
        for (var i = 0; i < voxels; i++)
        {
            switch (type)
            {
                case 2:
                    bytes[offset + i] = (byte)i;
                    break;
                case 4 or 512:
                    Short(offset + (2 * i), (short)i);
                    break;
                case 16:
                    Float(offset + (4 * i), i);
                    break;
                default:
                    if (isLittle)
                    {
                        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(offset + (8 * i)), i);
                    }
                    else
                    {
                        BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(offset + (8 * i)), i);
                    }

                    break;
            }
        }

        return bytes;
    }
}
