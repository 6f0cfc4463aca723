using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files;

public sealed class StoredTensorTests
{
    [Fact]
    public void Values_come_back_as_they_were_given()
    {
        var tensor = StoredTensor.Of([2, 2], new short[] { 1, -2, 3, -4 });
        Assert.Equal([1, -2, 3, -4], tensor.ToArray<short>());
        Assert.Equal(4, tensor.ElementCount);
        Assert.Equal(8, tensor.ByteCount);
        var bytes = new byte[8];
        tensor.CopyTo(bytes);
        Assert.Equal([1, 0, 254, 255, 3, 0, 252, 255], bytes);
    }

    [Fact]
    public void A_type_or_number_of_values_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => StoredTensor.Of([3], [1, 2]));
        Assert.Throws<ArgumentException>(() => StoredTensor.Of([-2], [1, 2]));
        var tensor = StoredTensor.Of([2], [1, 2]);
        Assert.Throws<ArgumentException>(() => tensor.ToArray<long>());
        Assert.Throws<ArgumentException>(() => tensor.CopyTo(new byte[7]));
    }
}
