using System.Reflection;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Augmentation;

/// <summary>What every step of an augmentation must keep; steps are found by reflection.</summary>
public sealed class AugmentationContract
{
    private const int Size = 8;

    public static TheoryData<Type> Steps => [.. typeof(IAugmentation).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IAugmentation).IsAssignableFrom(t))];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Pixels_depend_on_the_image_and_the_stream_alone(Type type)
    {
        var (step, used) = (Create(type), new AugmentationFrame());
        for (ulong seed = 0; seed < 8; seed++)
        {
            var fresh = Apply(step, new AugmentationFrame(), 13, 9, seed);
            Assert.Equal(fresh, Apply(step, used, 13, 9, seed));
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void An_image_of_any_shape_comes_out_whole_and_in_the_step_s_own_size(Type type)
    {
        foreach (var (width, height) in new[] { (1, 1), (1, 17), (16, 1), (8, 8), (31, 7) })
        {
            var frame = new AugmentationFrame();
            Apply(Create(type), frame, width, height, 3);
            Assert.Equal(frame.Image.Width * frame.Image.Height * 3, frame.Image.Pixels.Length);
            Assert.True(frame.Image.Width >= 1 && frame.Image.Height >= 1);
            if (type.GetProperty("Size") is not null)
                Assert.Equal((Size, Size), (frame.Image.Width, frame.Image.Height));
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Options_that_are_no_numbers_or_below_any_range_are_refused_with_what_was_found(Type type)
    {
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null))
        {
            object? bad = property.PropertyType == typeof(double) ? double.NaN : property.PropertyType == typeof(int) ? int.MinValue : null;
            if (bad is null)
                continue;
            var step = Create(type);
            property.SetValue(step, bad);
            var fault = Assert.Throws<InvalidOptionsException>(step.Validate);
            // Both ends of a range are told together, by what they are.
            Assert.True(fault.Faults.Any(f => f.ToString().Contains(property.Name, StringComparison.Ordinal)
                || f.ToString().Contains("runs from", StringComparison.Ordinal)), fault.Message);
        }
    }

    [Fact]
    public void Steps_are_found() => Assert.True(Steps.Count >= 12, $"{Steps.Count}");

    private static IAugmentation Create(Type type)
    {
        var step = (IAugmentation)Activator.CreateInstance(type)!;
        type.GetProperty("Size", BindingFlags.Public | BindingFlags.Instance)?.SetValue(step, Size);
        if (type.GetProperty("Padding") is { } padding)
            padding.SetValue(step, 2);
        step.Validate();
        return step;
    }

    private static byte[] Apply(IAugmentation step, AugmentationFrame frame, int width, int height, ulong seed)
    {
        var image = new RgbImage(width, height);
        new Random(width * 100 + height).NextBytes(image.Pixels);
        frame.Replace((_, target) => target.CopyFrom(image));
        step.Apply(frame, new RandomStream(seed, "augment"));
        return frame.Image.Pixels.ToArray();
    }
}
