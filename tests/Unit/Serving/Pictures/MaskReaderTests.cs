using Google.Protobuf;
using Inpaint.Imaging;
using Inpaint.Serving;
using Inpaint.Tests.Unit.Serving.Support;
using Inpaint.V1;

namespace Inpaint.Tests.Unit.Serving.Pictures;

public class MaskReaderTests
{
    private readonly MaskReader _reader = new(new PictureReader(PictureLimits.Default));
    private readonly RgbImage _partial = new(12, 8);

    [Fact]
    public void Rectangles_are_half_open_and_united()
    {
        HoleMask mask = Read(Rectangles(new Rectangle { Right = 2, Bottom = 2 }, new Rectangle { Left = 1, Top = 1, Right = 3, Bottom = 2 }));

        Assert.Equal(5, mask.HoleCount);
        Assert.Equal((1, 1, 0), (mask.Hole[1], mask.Hole[12 + 2], mask.Hole[2]));
    }

    [Fact]
    public void White_of_a_picture_is_hole_from_grey_128_up()
    {
        HoleMask mask = Read(Grey(12, 8, i => (byte)(i == 0 ? 128 : i == 1 ? 127 : i == 2 ? 255 : 0)));

        Assert.Equal((1, 0, 1, 2), (mask.Hole[0], mask.Hole[1], mask.Hole[2], mask.HoleCount));
    }

    [Fact]
    public void Absent_mask_is_refused() => Refusal.Invalid(() => Read(null), "mask");

    [Fact]
    public void Mask_without_a_shape_is_refused() => Refusal.Invalid(() => Read(new Mask()), "mask");

    [Fact]
    public void Mask_of_other_size_is_refused_saying_both()
    {
        string detail = Refusal.Invalid(() => Read(Grey(6, 4, _ => 255)), "mask.picture").Status.Detail;

        Assert.Equal("mask.picture: 6x4, but partial is 12x8", detail);
    }

    [Fact]
    public void Mask_that_is_no_picture_is_refused() =>
        Refusal.Invalid(() => Read(new Mask { Picture = new Picture { Data = ByteString.CopyFromUtf8("white") } }), "mask.picture.data");

    [Fact]
    public void Mask_without_a_hole_is_refused() => Refusal.Invalid(() => Read(Grey(12, 8, _ => 0)), "mask");

    [Fact]
    public void Mask_without_a_known_pixel_is_refused() =>
        Refusal.Invalid(() => Read(Rectangles(new Rectangle { Right = 12, Bottom = 8 })), "mask");

    [Fact]
    public void Mask_without_a_known_pixel_is_accepted_where_none_is_needed() =>
        Assert.Equal(96, _reader.Read(Rectangles(new Rectangle { Right = 12, Bottom = 8 }), "mask", _partial, "target", mayCoverAll: true).HoleCount);

    [Fact]
    public void No_rectangles_are_refused() => Refusal.Invalid(() => Read(Rectangles()), "mask.rectangles.rectangles");

    [Fact]
    public void Too_many_rectangles_are_refused()
    {
        Rectangle[] many = [.. Enumerable.Repeat(new Rectangle { Right = 1, Bottom = 1 }, MaskReader.MaxRectangles + 1)];

        Refusal.Invalid(() => Read(Rectangles(many)), "mask.rectangles.rectangles");
    }

    [Theory]
    [InlineData(-1, 0, 2, 2, "left")]
    [InlineData(12, 0, 13, 2, "left")]
    [InlineData(0, 8, 2, 9, "top")]
    [InlineData(0, 0, 13, 2, "right")]
    [InlineData(3, 0, 3, 2, "right")]
    [InlineData(0, 0, 2, 9, "bottom")]
    [InlineData(0, 5, 2, 4, "bottom")]
    [InlineData(0, int.MinValue, 2, 4, "top")]
    [InlineData(0, 0, int.MaxValue, 4, "right")]
    public void Rectangle_outside_the_picture_is_refused(int left, int top, int right, int bottom, string side)
    {
        Mask mask = Rectangles(new Rectangle { Right = 1, Bottom = 1 }, new Rectangle { Left = left, Top = top, Right = right, Bottom = bottom });

        Refusal.Invalid(() => Read(mask), $"mask.rectangles.rectangles[1].{side}");
    }

    private HoleMask Read(Mask? mask) => _reader.Read(mask, "mask", _partial, "partial");

    private static Mask Rectangles(params Rectangle[] rectangles) => new() { Rectangles = new RectangleList { Rectangles = { rectangles } } };

    private static Mask Grey(int width, int height, Func<int, byte> level)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height).Select(level)];
        var picture = new Picture { Format = PictureFormat.Raw, Width = width, Height = height, Channels = 1, Data = ByteString.CopyFrom(pixels) };
        return new Mask { Picture = picture };
    }
}
