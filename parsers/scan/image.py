"""Page images: the only door to OpenCV. Grey images are numpy uint8 (height, width), paper 255, ink 0;
masks are uint8 0/255. Every geometric change is a 3×3 matrix from source pixels to new ones."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

cv2.setNumThreads(1)

Image = NDArray[np.uint8]
Matrix = NDArray[np.float64]
BLUISH = 45  # grey levels by which blue is the brightest channel where there is blue ink


def grey(image: Image) -> Image:
    """Luminance with coloured ink (stamps, signatures) faded: black print is dark in every channel, blue ink is not.

    Blue, violet and red are ink, and so are the paler fringes beside red; the browns of a desk under a photographed
    sheet stay dark.
    """
    if image.ndim == 2:
        return image
    rgb = np.ascontiguousarray(image[..., :3])
    red, green, blue = cv2.split(rgb)
    warm = np.asarray(cv2.max(red, green), dtype=np.uint8)
    brightest = np.asarray(cv2.max(warm, blue), dtype=np.uint8)
    chroma = np.asarray(cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue)), dtype=np.uint8)
    if float(cv2.minMaxLoc(chroma)[1]) <= BLUISH:
        return brightest
    plain = luminance(rgb)
    dark = plain < 128
    if int(np.count_nonzero(dark & (brightest > 170))) > 0.3 * max(1, int(np.count_nonzero(dark))):
        return plain
    vivid = np.asarray(cv2.bitwise_and(_above(chroma, 70), _above(brightest, 120)), dtype=np.uint8)
    red_ink = less(vivid, _above(np.asarray(cv2.absdiff(green, blue), dtype=np.uint8), 24))
    brightest = without_blue(brightest, np.asarray(cv2.subtract(blue, warm), dtype=np.uint8))
    if not cv2.hasNonZero(red_ink):
        return brightest
    fringe = cv2.bitwise_and(dilated(red_ink, 5, 5), _above(brightest, 110))
    faded = cv2.convertScaleAbs(brightest, alpha=0.2, beta=204)
    return np.asarray(cv2.copyTo(faded, cv2.bitwise_or(red_ink, fringe), brightest.copy()), dtype=np.uint8)


def luminance(image: Image) -> Image:
    """A page image as one without colours."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(image[..., :3]), cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _above(image: Image, level: int) -> Image:
    """Mask of what is brighter than a grey level."""
    return np.asarray(cv2.threshold(image, level, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def without_blue(brightest: Image, excess: Image) -> Image:
    """A brightness without blue and violet ink: it darkens paper in proportion to `excess`, by which blue is the
    brightest channel; thin strokes and print below a stamp have less of both."""
    ink = excess > BLUISH
    if not ink.any():
        return brightest
    near = dilated(ink.astype(np.uint8), 75, 75)
    paper = float(np.percentile(brightest[::9, ::9], 80))
    depth = float(np.median(np.maximum(paper - brightest[ink], 0) / excess[ink]))
    cleared = cv2.addWeighted(brightest, 1.0, cv2.multiply(excess, near), min(2.0, 1.3 * depth), 0)
    return np.asarray(cv2.max(brightest, cv2.min(cleared, np.full_like(cleared, round(paper)))), dtype=np.uint8)


def resized(image: Image, wide: float, high: float | None = None) -> Image:
    """The image so many times as wide and as high (both alike where only one is told), by area when it shrinks, cubic
    when it grows."""
    high = wide if high is None else high
    if max(abs(wide - 1), abs(high - 1)) < 0.01:
        return image
    how = cv2.INTER_AREA if wide * high < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=wide, fy=high, interpolation=how), dtype=np.uint8)


def framed(image: Image, margin: int) -> Image:
    """The image with a white margin around it."""
    return np.pad(image, margin, constant_values=255)


def background(image: Image, window: int) -> Image:
    """The paper without its print: the brightest of each neighbourhood of `window` pixels, smoothed."""
    factor = min(1.0, 12 / window)
    small = resized(image, factor) if factor < 1 else image
    size = max(3, round(window * factor)) | 1
    paper = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 5), (0, 0), size / 2)
    return np.asarray(
        cv2.resize(paper, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR), dtype=np.uint8
    )


def flattened(image: Image, window: int) -> Image:
    """Uneven light taken out: the image over its background, paper at 255."""
    return np.asarray(cv2.divide(image, background(image, window), scale=255), dtype=np.uint8)


def toned(image: Image, tones: Image) -> Image:
    """The image with each grey level replaced by that of a table of 256."""
    return np.asarray(cv2.LUT(image, tones), dtype=np.uint8)


def ink(image: Image, window: int, depth: int = 18) -> Image:
    """Mask of what is darker than its neighbourhood of `window` pixels by `depth` grey levels."""
    mask = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window | 1, depth)
    return np.asarray(mask, dtype=np.uint8)


def smeared(image: Image, width: int, height: int = 1) -> Image:
    """Every pixel the mean of so many pixels of its row, or of so many rows."""
    return np.asarray(cv2.blur(image, (width, height)), dtype=np.uint8)


def fitted(mask: Image, width: int, height: int) -> Image:
    """The mask at another size."""
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def traces(image: Image, thickest: int, depth: int) -> Image:
    """Mask of level lines thinner than `thickest` pixels that are darker by `depth` than the white beside them."""
    thin = cv2.morphologyEx(image, cv2.MORPH_BLACKHAT, np.ones((thickest | 1, 1), np.uint8))
    return np.asarray(cv2.threshold(thin, depth, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def closed(mask: Image, width: int, height: int) -> Image:
    """Gaps shorter than the kernel filled."""
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((height, width), np.uint8)), dtype=np.uint8)


def opened(mask: Image, width: int, height: int) -> Image:
    """Only what holds the whole kernel."""
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), dtype=np.uint8)


def eroded(mask: Image, width: int, height: int) -> Image:
    """The mask shrunk by half a kernel from each side; of an image, each pixel the darkest of its neighbourhood."""
    return np.asarray(cv2.erode(mask, np.ones((height, width), np.uint8)), dtype=np.uint8)


def dilated(mask: Image, width: int, height: int) -> Image:
    """The mask grown by half a kernel to each side."""
    return np.asarray(cv2.dilate(mask, np.ones((height, width), np.uint8)), dtype=np.uint8)


def boxes(mask: Image) -> NDArray[np.int32]:
    """The boxes of a mask's connected components as rows (x, y, width, height), from top to bottom.

    Found along their outlines, which takes a fraction of the time of `blob_table`: that counts pixels too.
    """
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return np.empty((0, 4), dtype=np.int32)
    outer = zip(outlines, tree[0, :, 3] < 0, strict=True)
    found = np.array([cv2.boundingRect(outline) for outline, is_outer in outer if is_outer], dtype=np.int32)
    return found[np.lexsort((found[:, 0], found[:, 1]))]


def blob_table(mask: Image) -> NDArray[np.int32]:
    """The connected components as rows (x, y, width, height, pixels)."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    return np.asarray(stats[1:], dtype=np.int32)


def is_ring(mask: Image) -> bool:
    """Whether a shape encloses one patch of paper, specks left out, that lies in its middle: «О», not «Р» or «Д»."""
    paper = np.pad(np.where(mask > 0, 0, 255).astype(np.uint8), 1, constant_values=255)
    _, _, stats, centres = cv2.connectedComponentsWithStats(paper, connectivity=4, ltype=cv2.CV_32S)
    inner = (stats[:, 0] > 0) & (stats[:, 1] > 0) & (stats[:, 4] > 0.08 * mask.size)
    inner[0] = False
    if np.count_nonzero(inner) != 1:
        return False
    size = np.array([mask.shape[1] + 2, mask.shape[0] + 2])
    hole = stats[inner][0]
    return bool(np.all(np.abs(centres[inner][0] / size - 0.5) < 0.08)) and bool(hole[3] > 0.5 * mask.shape[0])


def without_blobs(mask: Image, keep) -> Image:
    """The mask less those components for which `keep(table) -> bool array` is false."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    if count <= 1:
        return mask
    wanted = np.zeros(count, dtype=np.uint8)
    wanted[1:] = np.where(keep(stats[1:]), 255, 0)
    return np.asarray(wanted[labels], dtype=np.uint8)


def whitened(image: Image, mask: Image) -> Image:
    """The image with paper where the mask is."""
    return np.asarray(cv2.bitwise_or(image, mask), dtype=np.uint8)


def transposed(image: Image) -> Image:
    """Rows as columns."""
    return np.asarray(cv2.transpose(image), dtype=np.uint8)


def sampled(image: Image, step: int) -> Image:
    """Every `step`-th column: enough of an image that is smeared along its rows."""
    return np.ascontiguousarray(image[:, step // 2 :: step])


def spread(mask: Image, step: int, width: int) -> Image:
    """A sampled mask with its `width` columns back."""
    whole = fitted(mask, mask.shape[1] * step, mask.shape[0])[:, :width]
    return np.pad(whole, ((0, 0), (0, width - whole.shape[1])))


def profiles(mask: Image, strips: int) -> list[NDArray[np.float64]]:
    """The ink of every row within each of so many upright strips."""
    parts = np.array_split(mask, strips, axis=1)
    return [cv2.reduce(part, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel().astype(np.float64) for part in parts]


def less(mask: Image, other: Image) -> Image:
    """What is in the first mask and not in the other."""
    return np.asarray(cv2.bitwise_and(mask, cv2.bitwise_not(other)), dtype=np.uint8)


def touched(mask: Image, seeds: Image) -> Image:
    """The components of a mask that hold at least one pixel of `seeds`."""
    if not seeds.any():
        return np.zeros_like(mask)
    count, labels = cv2.connectedComponents(mask, connectivity=8, ltype=cv2.CV_32S)
    wanted = np.zeros(count, dtype=np.uint8)
    wanted[labels[seeds > 0]] = 255
    wanted[0] = 0
    return np.asarray(wanted[labels], dtype=np.uint8)


def median(image: Image, size: int = 3) -> Image:
    """Each pixel the median of its neighbourhood: salt and pepper goes, edges stay."""
    return np.asarray(cv2.medianBlur(image, size), dtype=np.uint8)


def warped(image: Image, matrix: Matrix, width: int, height: int, paper: int = 255) -> Image:
    """The image seen through `matrix` (source pixels → new pixels) on a sheet of the given size."""
    shrinks = abs(np.linalg.det(matrix[:2, :2])) < 0.5
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    flat = np.allclose(matrix[2], (0, 0, 1))
    call = cv2.warpAffine if flat else cv2.warpPerspective
    way, edge = matrix[:2] if flat else matrix, cv2.BORDER_CONSTANT
    seen = call(image, way, (width, height), flags=how, borderMode=edge, borderValue=paper)
    return np.asarray(seen, dtype=np.uint8)


def perspective(corners: NDArray[np.float64], width: float, height: float) -> Matrix:
    """The matrix that takes four corners (upper left, upper right, lower right, lower left) to a whole rectangle."""
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners.astype(np.float32), target), dtype=np.float64)


def outlines(mask: Image) -> list[NDArray[np.float64]]:
    """The outer contours of a mask as convex polygons (n, 2), the largest first."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    hulls = [cv2.convexHull(contour) for contour in contours]
    hulls.sort(key=lambda hull: -cv2.contourArea(hull))
    return [hull.reshape(-1, 2).astype(np.float64) for hull in hulls]


def simplified(polygon: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """A closed polygon with fewer corners, off by at most this share of its length."""
    contour = polygon.astype(np.float32).reshape(-1, 1, 2)
    near = cv2.approxPolyDP(contour, share * cv2.arcLength(contour, True), True)
    return near.reshape(-1, 2).astype(np.float64)


def area(polygon: NDArray[np.float64]) -> float:
    """Square pixels inside a polygon."""
    return float(cv2.contourArea(polygon.astype(np.float32)))


def otsu(image: Image) -> float:
    """The grey level that parts the image best in two."""
    return float(cv2.threshold(image, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[0])


def circles(image: Image, smallest: float, largest: float, most: int = 8) -> list[tuple[float, float, float]]:
    """The likeliest circles (x, y, radius) whose radius lies between the two, in pixels."""
    smooth = cv2.GaussianBlur(image, (0, 0), 1)
    found = cv2.HoughCircles(
        smooth,
        cv2.HOUGH_GRADIENT,
        1.5,
        minDist=20,
        param1=120,
        param2=60,
        minRadius=round(smallest),
        maxRadius=round(largest),
    )
    return [] if found is None else [(float(x), float(y), float(r)) for x, y, r in found[0][:most]]
